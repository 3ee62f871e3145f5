import type { Conversation, ConversationHead } from "../conversations/index.ts";
import type { UserId } from "../directory/index.ts";
import { toPreviewText } from "./rules.ts";
import type { Message } from "./types.ts";

/** Who looks at the list: needed to know what counts as unread. */
export interface Reader {
  readonly userId: UserId;
  readonly groupIds: ReadonlySet<string>;
}

/** Whether a message calls this reader: by name, by group, by everybody. */
export function isMentioned(message: Pick<Message, "mentions">, reader: Reader): boolean {
  return message.mentions.some(
    (mention) =>
      mention.kind === "everybody" ||
      (mention.kind === "user" && mention.userId === reader.userId) ||
      (mention.kind === "group" && reader.groupIds.has(mention.groupId)),
  );
}

/**
 * A message was posted: counts and preview move on. The same message twice changes nothing more.
 * @returns null when others before it have not been counted: ask anew
 */
export function applyPosted(head: ConversationHead, message: Message, reader: Reader): ConversationHead | null {
  if (message.seq <= head.lastSeq) return applyChanged(head, message);
  const isOwn = message.authorId === reader.userId;
  if (message.seq > head.lastSeq + 1 && head.my.isMember && !isOwn) return null;
  const isUnread = head.my.isMember && !isOwn && message.authorId !== null && message.seq > head.my.readSeq;
  return {
    ...head,
    lastSeq: message.seq,
    changeSeq: Math.max(head.changeSeq, message.changeSeq),
    lastMessage: toPreview(message),
    my: {
      ...head.my,
      readSeq: isOwn ? Math.max(head.my.readSeq, message.seq) : head.my.readSeq,
      unreadCount: isOwn ? 0 : head.my.unreadCount + (isUnread ? 1 : 0),
      mentionCount: isOwn ? 0 : head.my.mentionCount + (isUnread && isMentioned(message, reader) ? 1 : 0),
    },
  };
}

/** A message changed: only the newest one shows in the list. */
export function applyChanged(head: ConversationHead, message: Message): ConversationHead {
  const changeSeq = Math.max(head.changeSeq, message.changeSeq);
  if (message.seq !== head.lastSeq || message.changeSeq <= head.changeSeq)
    return changeSeq === head.changeSeq ? head : { ...head, changeSeq };
  return { ...head, changeSeq, lastMessage: toPreview(message) };
}

function toPreview(message: Message): NonNullable<Conversation["lastMessage"]> {
  return {
    seq: message.seq,
    authorId: message.authorId,
    text: toPreviewText(message.text),
    attachmentCount: message.attachments.length,
    isDeleted: message.deletedAt !== null,
    createdAt: message.createdAt,
  };
}
