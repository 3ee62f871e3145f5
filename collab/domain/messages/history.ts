import type { Message } from "./types.ts";

/**
 * A message for somebody whose history begins later: an earlier one does not exist for him, and what a later one answers stays unsaid.
 * @param hiddenSeq messages up to this number are hidden from him; 0: none @returns undefined when the message itself is hidden
 */
export function toSeen(message: Message, hiddenSeq: number): Message | undefined {
  if (message.seq <= hiddenSeq) return undefined;
  return message.replyTo !== null && message.replyTo.seq <= hiddenSeq ? { ...message, replyTo: null } : message;
}

/** Those of some messages that somebody sees, in the same order. */
export function listSeen(messages: readonly Message[], hiddenSeq: number): Message[] {
  return hiddenSeq === 0 ? [...messages] : messages.flatMap((message) => toSeen(message, hiddenSeq) ?? []);
}
