import { isMuted } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import type { Presence } from "@veche/collab-domain/presence";

/** What decides whether a message calls for me. */
export interface Listener {
  readonly userId: string;
  readonly groupIds: readonly string[];
  readonly presence: Presence["state"] | undefined;
  /** the conversation on the screen of a window that has the focus */
  readonly openId: string | null;
  readonly now: Date;
}

/** Never my own, never what is on the screen, never under «do not disturb»; else as the level of the conversation says. */
export function shouldNotify(message: Message, head: ConversationHead, listener: Listener): boolean {
  if (message.authorId === null || message.authorId === listener.userId || message.deletedAt !== null) return false;
  if (listener.presence === "doNotDisturb" || message.conversationId === listener.openId) return false;
  if (!head.my.isMember || isMuted(head.my, listener.now)) return false;
  return head.my.notificationLevel === "all" || concerns(message, listener);
}

function concerns(message: Message, listener: Listener): boolean {
  if (message.replyTo?.authorId === listener.userId) return true;
  return message.mentions.some((mention) => {
    if (mention.kind === "everybody") return true;
    return mention.kind === "user" ? mention.userId === listener.userId : listener.groupIds.includes(mention.groupId);
  });
}

/** @returns the title of the window with the count of what calls for me */
export function toWindowTitle(title: string, unreadCount: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  return unreadCount === 0 ? bare : `(${unreadCount > 99 ? "99+" : unreadCount}) ${bare}`;
}
