import type { Message } from "./types.ts";

/**
 * The pinned messages of a conversation after one of its messages came or changed.
 * @param pinned pinned last first @returns in the same order; the same or an older state of the message changes nothing
 */
export function applyToPinned(pinned: readonly Message[], message: Message): readonly Message[] {
  const known = pinned.find(({ id }) => id === message.id);
  if (known ? known.changeSeq >= message.changeSeq : message.pin === null) return pinned;
  const others = pinned.filter(({ id }) => id !== message.id);
  return message.pin === null ? others : [...others, message].toSorted(comparePins);
}

/** Pinned last first. */
function comparePins(a: Message, b: Message): number {
  return (b.pin?.pinnedAt ?? "").localeCompare(a.pin?.pinnedAt ?? "") || b.seq - a.seq;
}
