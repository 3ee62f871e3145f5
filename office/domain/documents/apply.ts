import type { DocumentEvent } from "./events.ts";
import type { DocumentRow } from "./types.ts";

/** @param rows last changed first @returns a new list, last changed first; the same event twice changes nothing more */
export function applyDocumentEvent(rows: readonly DocumentRow[], event: DocumentEvent): readonly DocumentRow[] {
  if (event.type === "document.closed") return rows.filter((row) => row.id !== event.documentId);
  const known = rows.find((row) => row.id === event.document.id);
  if (known !== undefined && known.updatedAt > event.document.updatedAt) return rows;
  return [...rows.filter((row) => row.id !== event.document.id), event.document].toSorted(byLastChange);
}

function byLastChange(a: DocumentRow, b: DocumentRow): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}
