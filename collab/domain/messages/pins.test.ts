import { newId } from "@veche/kernel";
import { expect, it } from "vitest";
import { applyToPinned } from "./pins.ts";
import { canPinMessage } from "./policy.ts";
import { buildMessage } from "./testing.ts";
import type { Message } from "./types.ts";

const pinned = (seq: number, changeSeq: number, minute: number): Message =>
  buildMessage(seq, { changeSeq, pin: { userId: newId(), pinnedAt: `2026-01-01T00:0${minute}:00.000Z` } });
const seqsOf = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq);

it("what was pinned last stands first, wherever it stands in the conversation", () => {
  const all = [pinned(5, 10, 1), pinned(2, 11, 2), pinned(9, 12, 3)].reduce(applyToPinned, [] as readonly Message[]);
  expect(seqsOf(all)).toEqual([9, 2, 5]);
});

it("an unpinned or deleted message goes, a changed one stays in its place, applying twice changes nothing", () => {
  const before = [pinned(2, 11, 2), pinned(5, 10, 1)];
  const edited = { ...before[1]!, text: "иначе", changeSeq: 12 };
  const after = applyToPinned(before, edited);
  expect(after).toEqual([before[0], edited]);
  expect(applyToPinned(after, edited)).toBe(after);
  expect(seqsOf(applyToPinned(after, buildMessage(2, { changeSeq: 13 })))).toEqual([5]);
  expect(applyToPinned(after, buildMessage(7))).toBe(after);
});

it("an older state does not take the place of a newer one", () => {
  const now = [pinned(2, 11, 2)];
  expect(applyToPinned(now, buildMessage(2, { changeSeq: 9 }))).toBe(now);
});

it("a message is pinned by who may pin there, as long as it is a message", () => {
  expect(canPinMessage(buildMessage(1), true)).toBe(true);
  expect(canPinMessage(buildMessage(1), false)).toBe(false);
  expect(canPinMessage(buildMessage(1, { deletedAt: "2026-01-01T00:00:00.000Z" }), true)).toBe(false);
  expect(canPinMessage(buildMessage(1, { note: { type: "conversationCreated" } }), true)).toBe(false);
});
