import type { ConversationKind } from "../conversations/index.ts";
import type { UserId } from "../directory/index.ts";
import type { Message } from "./types.ts";

/** What decides about a message besides seeing its conversation. */
export interface MessageReader {
  readonly userId: UserId;
  readonly conversationKind: ConversationKind;
  readonly isOwner: boolean;
}

type Judged = Pick<Message, "authorId" | "deletedAt">;

/** Its author, as long as it is there; the words of somebody else stay as he wrote them. */
export function canEditMessage(message: Judged & Pick<Message, "forwardedFrom">, reader: MessageReader): boolean {
  return message.deletedAt === null && message.authorId === reader.userId && message.forwardedFrom === null;
}

/** Its author, or an owner of the group conversation; a system note stays. */
export function canDeleteMessage(message: Judged, reader: MessageReader): boolean {
  if (message.authorId === null) return false;
  return message.authorId === reader.userId || (reader.isOwner && reader.conversationKind === "group");
}

/** Everybody who sees it, as long as it is there. */
export function canReactToMessage(message: Judged): boolean {
  return message.deletedAt === null;
}

/** Everybody who sees it, as long as it is there; a system note is nothing to keep. */
export function canSaveMessage(message: Judged & Pick<Message, "note">): boolean {
  return message.deletedAt === null && message.note === null;
}

/** Who may pin in its conversation, as long as it is there; a system note is never pinned. @param canPin as the conversation's `can` says */
export function canPinMessage(message: Judged & Pick<Message, "note">, canPin: boolean): boolean {
  return canPin && message.deletedAt === null && message.note === null;
}

/** Everybody who sees it, as long as it is there; a system note is of its conversation only. */
export function canForwardMessage(message: Judged & Pick<Message, "note">): boolean {
  return message.deletedAt === null && message.note === null && message.authorId !== null;
}
