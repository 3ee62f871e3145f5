import { event } from "@veche/kernel";
import * as z from "zod";
import { Person } from "./types.ts";

/** To everybody. */
export const personChanged = event("person.changed", { person: Person });
/** To everybody: departments are to be taken anew, and with them who manages whom. */
export const departmentsChanged = event("departments.changed", {});
/** To the person himself: permissions or settings changed, take `session.getMe` anew. */
export const meChanged = event("me.changed", {});
export const DirectoryEvent = z.discriminatedUnion("type", [personChanged, departmentsChanged, meChanged]);
export type DirectoryEvent = z.output<typeof DirectoryEvent>;
