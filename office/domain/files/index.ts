import type { RecordFile } from "./types.ts";

export * from "./types.ts";

/** tus 1.0; metadata `filename`, `filetype`, `fileId` (a UUID the client makes). @see https://tus.io/protocols/resumable-upload */
export const uploadsPath = "/api/office/uploads";

/** @returns path of the bytes; `download` asks the browser to save instead of show */
export function fileUrl(file: Pick<RecordFile, "id" | "name">, download = false): string {
  return `/files/office/${file.id}/${encodeURIComponent(file.name)}${download ? "?download=1" : ""}`;
}
