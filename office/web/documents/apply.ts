import type { QueryClient } from "@tanstack/react-query";
import { getCards, getDocument, listDocuments, listHistory, listLinks, listViewers } from "@veche/office-domain/documents";
import type { Document, DocumentEvent, DocumentId } from "@veche/office-domain/documents";
import { getRegistration, listJournal } from "@veche/office-domain/registration";
import { routeKey } from "@veche/web/query";

/** What the parts of a card show beside the card itself. */
const partsOfCard = [listHistory, listViewers, listLinks, getRegistration];

/** Keeps documents on the screen equal to the server. A document that was closed for me leaves the cache. */
export function applyDocumentEvent(client: QueryClient, event: DocumentEvent): void {
  for (const route of [listDocuments, listJournal]) void client.invalidateQueries({ queryKey: routeKey(route) });
  if (event.type === "document.closed") forgetDocument(client, event.documentId);
  else {
    const documentId = event.document.id;
    const known = client.getQueryData<Document>(routeKey(getDocument, { documentId }));
    if (known && known.version >= event.version) return;
    void client.invalidateQueries({ queryKey: routeKey(getDocument, { documentId }) });
    for (const route of partsOfCard) {
      void client.invalidateQueries({ queryKey: routeKey(route), predicate: ({ queryKey }) => isAbout(queryKey, documentId) });
    }
  }
}

/** What is on the screen is asked for again, everything else of documents leaves the cache. */
export function takeDocumentsAnew(client: QueryClient): void {
  for (const route of [listDocuments, getDocument, getCards, listJournal, ...partsOfCard]) {
    client.removeQueries({ queryKey: routeKey(route), type: "inactive" });
    void client.invalidateQueries({ queryKey: routeKey(route) });
  }
}

function isAbout([, input]: readonly unknown[], documentId: DocumentId): boolean {
  return typeof input === "object" && input !== null && "documentId" in input && input.documentId === documentId;
}

function forgetDocument(client: QueryClient, documentId: DocumentId): void {
  void client.invalidateQueries({ queryKey: routeKey(listLinks) });
  for (const route of [getDocument, ...partsOfCard]) {
    client.removeQueries({ queryKey: routeKey(route), predicate: ({ queryKey }) => isAbout(queryKey, documentId) });
  }
}
