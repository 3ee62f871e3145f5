import type { ConversationId } from "@veche/collab-domain/conversations";
import { openDiscussion } from "@veche/office-domain/documents";

import { callRoute } from "@veche/web/query";

/** The conversation of a document; it exists without being made. */
export async function openDocumentDiscussion(documentId: string): Promise<ConversationId> {
  const { conversationId } = await callRoute(openDiscussion, { documentId: documentId });
  return conversationId as ConversationId;
}
