import type { Conversation, ConversationHead } from "./types.ts";

/** The shared part changed; what is mine stays. An older state of the numbers never goes back. */
export function applyConversation(head: ConversationHead, conversation: Conversation): ConversationHead {
  const isOlder = conversation.lastSeq < head.lastSeq;
  return {
    ...head,
    ...conversation,
    ...(isOlder ? { lastSeq: head.lastSeq, changeSeq: head.changeSeq, lastMessage: head.lastMessage } : {}),
  };
}
