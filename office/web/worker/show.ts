import type { PushContent } from "@veche/collab-domain/notifications";
import { words } from "./words.ts";

/** Where a notification leads. */
export interface NotificationPlace {
  readonly conversationId: string;
  readonly seq: number;
}

/** What the system shows. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  /** of one conversation only the newest is shown */
  readonly tag: string;
  readonly place: NotificationPlace | null;
}

/** @returns what a message looks like outside of the page; in content-free mode it says that something came, and nothing else */
export function toShown(content: Exclude<PushContent, { type: "withdraw" }>): Shown {
  const t = words[content.language];
  if (content.type === "test") return { title: t.test, body: t.testText, tag: "test", place: null };
  const { conversationId, seq, shown, unreadCount } = content;
  const place = { conversationId, seq };
  if (shown === null) {
    return { title: t.product, body: unreadCount > 1 ? t.hiddenCount(unreadCount) : t.hidden, tag: conversationId, place };
  }
  const title = shown.title === "" ? shown.author : `${shown.author} · ${shown.title}`;
  return { title, body: shown.text || t.file, tag: conversationId, place };
}

/** @returns the address in the office that opens the conversation at the message */
export function toPath({ conversationId, seq }: NotificationPlace): string {
  return `/discussions/${conversationId}?message=${seq}`;
}
