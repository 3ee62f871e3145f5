import type { ConversationId } from "../conversations/index.ts";
import type { Message, MessageId } from "./types.ts";

/** An ordinary message for tests. */
export function buildMessage(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: `0192f0c0-0000-7000-8000-${String(seq).padStart(12, "0")}` as MessageId,
    conversationId: "0192f0c0-0000-7000-8000-00000000c000" as ConversationId,
    seq,
    changeSeq: seq,
    authorId: null,
    text: `№ ${seq}`,
    note: null,
    mentions: [],
    replyTo: null,
    forwardedFrom: null,
    attachments: [],
    reactions: [],
    pin: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}
