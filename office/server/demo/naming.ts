import type { DepartmentId, PersonId } from "@veche/office-domain/directory";
import type { DocumentId } from "@veche/office-domain/documents";
import type { FileId } from "@veche/office-domain/files";
import { demoId } from "./ids.ts";
import type { DemoKey } from "./types.ts";

/** The ids of this installation's demo company; the same again after an interruption. */
export type OfficeIds = {
  personIdOf: (key: DemoKey) => PersonId;
  departmentIdOf: (key: DemoKey) => DepartmentId;
  documentIdOf: (key: DemoKey) => DocumentId;
  fileIdOf: (documentKey: DemoKey, fileKey: DemoKey) => FileId;
};

/** @param startedAt the instant the company was made for */
export function nameOfficeThings(installationId: string, startedAt: Date): OfficeIds {
  return {
    personIdOf: (key) => demoId(installationId, `person ${key}`, startedAt),
    departmentIdOf: (key) => demoId(installationId, `department ${key}`, startedAt),
    documentIdOf: (key) => demoId(installationId, `document ${key}`, startedAt),
    fileIdOf: (documentKey, fileKey) => demoId(installationId, `file ${documentKey} ${fileKey}`, startedAt),
  };
}

/** @returns when an id of ours was made. @see RFC 9562 §5.7 */
export function instantOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
}
