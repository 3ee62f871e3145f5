import { applyMessage, computeSuccession } from "./apply.ts";
import type { Message } from "./types.ts";

/** A gap-free stretch of a conversation as a client holds it. */
export interface MessageRange {
  /** oldest first, seq rising by one */
  readonly messages: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** every change up to this number is contained, as far as it concerns the stretch */
  readonly changeSeq: number;
}

export interface AppliedToRange {
  readonly range: MessageRange;
  /** true: something before this change is missing, ask `messages.listChanges` since `range.changeSeq` */
  readonly isGap: boolean;
}

/**
 * One message in its present state comes in. The same or an older state changes nothing; a change out of order is not applied:
 * the gap is reported, and the catch-up brings both.
 */
export function applyToRange(range: MessageRange, message: Message): AppliedToRange {
  const succession = computeSuccession(range.changeSeq, { type: "message.changed", message });
  if (succession === "next") return { range: mergeChanges(range, [message], message.changeSeq), isGap: false };
  return { range, isGap: succession === "gap" };
}

/**
 * The pages of `messages.listChanges` come in, all together: a new message that was changed later is listed behind those after it.
 * @param changeSeq of the last page: everything up to it is contained afterwards
 */
export function mergeChanges(range: MessageRange, changed: readonly Message[], changeSeq: number): MessageRange {
  const last = range.messages.at(-1)?.seq ?? 0;
  const messages = changed
    .filter((message) => !range.hasAfter || message.seq <= last)
    .toSorted((a, b) => a.seq - b.seq)
    .reduce(applyMessage, range.messages);
  return { ...range, messages, changeSeq: Math.max(range.changeSeq, changeSeq) };
}

/** Puts an older or a newer page at the end of the stretch that it continues. */
export function joinRange(range: MessageRange, page: MessageRange): MessageRange {
  const first = range.messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  const isBefore = (page.messages[0]?.seq ?? 0) < first;
  const bySeq = new Map(range.messages.map((message) => [message.seq, message]));
  for (const message of page.messages) {
    if (message.changeSeq >= (bySeq.get(message.seq)?.changeSeq ?? 0)) bySeq.set(message.seq, message);
  }
  return {
    messages: [...bySeq.values()].toSorted((a, b) => a.seq - b.seq),
    hasBefore: isBefore ? page.hasBefore : range.hasBefore,
    hasAfter: isBefore ? range.hasAfter : page.hasAfter,
    changeSeq: Math.min(range.changeSeq, page.changeSeq),
  };
}
