import type { Message } from "@veche/collab-domain/messages";

/** What stands in a thread, oldest first. */
export type ThreadRow =
  | { readonly type: "day"; readonly key: string; readonly at: string }
  | { readonly type: "new"; readonly key: string }
  | { readonly type: "note"; readonly key: string; readonly message: Message }
  | {
      readonly type: "message";
      readonly key: string;
      readonly message: Message;
      /** first of its group: shows author and avatar */ readonly isFirst: boolean;
    };

const groupMs = 5 * 60_000;

/**
 * Lays messages out: a line for each day, one line where the unread ones begin, and messages of one author within five minutes as a group.
 * @param messages oldest first @param dayKey equal for instants of one calendar day of the reader
 */
export function layOutMessages(messages: readonly Message[], newFromSeq: number | null, dayKey: (at: string) => string): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let previous: Message | null = null;
  for (const message of messages) {
    const day = dayKey(message.createdAt);
    const startsDay = previous === null || dayKey(previous.createdAt) !== day;
    if (startsDay) rows.push({ type: "day", key: `day ${day}`, at: message.createdAt });
    if (message.seq === newFromSeq) rows.push({ type: "new", key: "new" });
    if (message.note) rows.push({ type: "note", key: message.id, message });
    else {
      const isFirst = startsDay || message.seq === newFromSeq || !continues(previous, message);
      rows.push({ type: "message", key: message.id, message, isFirst });
    }
    previous = message;
  }
  return rows;
}

/** Whether a message stands in the group of the one before it. An answer and a deleted one stand for themselves. */
export function continues(previous: Message | null, message: Message): boolean {
  if (previous === null || previous.note || previous.deletedAt || message.deletedAt || message.replyTo) return false;
  return previous.authorId === message.authorId && Date.parse(message.createdAt) - Date.parse(previous.createdAt) <= groupMs;
}
