import type { Route } from "@veche/kernel";
import * as z from "zod";
import { absenceRoutes, absencesChanged } from "../absences/index.ts";
import { administrationRoutes } from "../administration/index.ts";
import { collaborationRoutes, connectionChanged } from "../collaboration/index.ts";
import { DirectoryEvent, directoryRoutes } from "../directory/index.ts";
import { DocumentEvent, documentRoutes, documentsChanged } from "../documents/index.ts";
import { registrationRoutes } from "../registration/index.ts";
import { sessionRoutes } from "../session/index.ts";

/** Every operation of the office, in the order of its features. */
export const officeRoutes: readonly Route[] = [
  ...directoryRoutes,
  ...sessionRoutes,
  ...absenceRoutes,
  ...documentRoutes,
  ...registrationRoutes,
  ...collaborationRoutes,
  ...administrationRoutes,
];

/** Every event a browser may hear. */
export const OfficeEvent = z.union([DirectoryEvent, DocumentEvent, documentsChanged, connectionChanged, absencesChanged]);
export type OfficeEvent = z.output<typeof OfficeEvent>;
/** Path of the live socket; the session cookie names the person. */
export const officeLivePath = "/api/office/live";
