import type { MessageEvent } from "./events.ts";
import { toReplyQuote } from "./rules.ts";
import type { Message } from "./types.ts";

/**
 * The next state of a range of a conversation. A message comes in when its place is inside the range or directly after it; older news of a
 * message changes nothing; answers in the range show the new state of the message they quote, also when that one lies outside.
 * @param messages oldest first, without gaps @returns the same, or the very same array when nothing changes
 */
export function applyMessageEvent(messages: readonly Message[], event: MessageEvent): readonly Message[] {
  return applyMessage(messages, event.message);
}

/** The same for a message from a catch-up. */
export function applyMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const present = messages[message.seq - (messages[0]?.seq ?? 1)];
  if (present && present.changeSeq >= message.changeSeq) return messages;
  return renewQuotes(place(messages, message), message);
}

function place(messages: readonly Message[], message: Message): readonly Message[] {
  const firstSeq = messages[0]?.seq ?? 1;
  const index = message.seq - firstSeq;
  if (index >= 0 && index < messages.length) return messages.with(index, message);
  return index === messages.length ? [...messages, message] : messages;
}

function renewQuotes(messages: readonly Message[], quoted: Message): readonly Message[] {
  if (!messages.some((message) => message.replyTo?.seq === quoted.seq)) return messages;
  const quote = toReplyQuote(quoted);
  const renewed = messages.map((message) => {
    const { replyTo } = message;
    if (replyTo?.seq !== quoted.seq) return message;
    return replyTo.text === quote.text && replyTo.isDeleted === quote.isDeleted ? message : { ...message, replyTo: quote };
  });
  return renewed.some((message, index) => message !== messages[index]) ? renewed : messages;
}

/** What an event means to a client that has seen every change up to a number. */
export type Succession =
  /** already contained */
  | "old"
  /** the very next: apply, and this is the new number */
  | "next"
  /** something in between is missing: apply, and catch up from the number */
  | "gap";

/** @param changeSeq every change of the conversation up to this one is known */
export function computeSuccession(changeSeq: number, event: MessageEvent): Succession {
  if (event.message.changeSeq <= changeSeq) return "old";
  return event.message.changeSeq === changeSeq + 1 ? "next" : "gap";
}
