import type { ConversationId } from "@veche/collab-domain/conversations";
import { useMemo } from "react";
import { useCollab, useReadable } from "../context/index.ts";

/** What I began to write in a conversation, on whichever device; empty when nothing. */
export function useDraft(conversationId: ConversationId): string {
  const { drafts } = useCollab();
  return useReadable(useMemo(() => drafts.text(conversationId), [drafts, conversationId]));
}
