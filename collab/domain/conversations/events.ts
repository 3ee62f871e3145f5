import { event } from "@veche/kernel";
import * as z from "zod";
import { userId } from "../directory/index.ts";
import { foldersChanged } from "./folders.ts";
import { Conversation, conversationId, ConversationHead, ReadMark, SavedDraft } from "./types.ts";

/** Title, context, settings or members changed; to everybody who sees it. */
export const conversationChanged = event("conversation.changed", { conversation: Conversation });
/** I may see it from now on, or my own state of it changed; to one person, on all devices. */
export const conversationOpened = event("conversation.opened", { head: ConversationHead });
/** I may not see it any more; to one person, on all devices. Forget everything of it. */
export const conversationClosed = event("conversation.closed", { conversationId });
/** Somebody read up to a message; to his own devices and to who looks at the conversation. */
export const readMarkMoved = event("readMark.moved", {
  conversationId,
  userId,
  readSeq: z.number().int(),
  /** only to the reader himself */
  my: ReadMark.optional(),
});

/** What I began to write, on one of my devices; to all of them. */
export const draftSaved = event("draft.saved", { conversationId, draft: SavedDraft });

export const ConversationEvent = z.discriminatedUnion("type", [
  conversationChanged,
  conversationOpened,
  conversationClosed,
  readMarkMoved,
  draftSaved,
  foldersChanged,
]);
export type ConversationEvent = z.output<typeof ConversationEvent>;
