import { event } from "@veche/kernel";
import * as z from "zod";
import { documentId, DocumentRow } from "./types.ts";

/** To everybody who sees it. */
export const documentChanged = event("document.changed", { document: DocumentRow, version: z.number().int() });
/** To those who may not see it any more, or when it was removed. */
export const documentClosed = event("document.closed", { documentId });
export const DocumentEvent = z.discriminatedUnion("type", [documentChanged, documentClosed]);
export type DocumentEvent = z.output<typeof DocumentEvent>;

/** So many documents opened or closed to me at once that I am not told one by one: whatever I have of documents is to be taken anew. */
export const documentsChanged = event("documents.changed", {});
