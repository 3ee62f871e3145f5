import * as fc from "fast-check";
import { must } from "@veche/kernel";
import { describe, expect, test } from "vitest";
import type { ConversationHead } from "../conversations/index.ts";
import { applyPosted, applyToRange, isMentioned, joinRange, mergeChanges } from "./index.ts";
import type { Message, MessageRange } from "./index.ts";
import { buildMessage } from "./testing.ts";

const reader = { userId: "00000000-0000-7000-8000-000000000001" as never, groupIds: new Set(["g1"]) };

const messageAt = (seq: number, changeSeq = seq, text = `сообщение ${seq}`): Message => buildMessage(seq, { changeSeq, text });

const empty: MessageRange = { messages: [], hasBefore: false, hasAfter: false, changeSeq: 0 };

/** A conversation's life: each step posts the next message or changes an earlier one. */
const life = fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }).map((steps) => {
  let lastSeq = 0;
  return steps.map((step, index) => {
    const isPost = lastSeq === 0 || step % 2 === 0;
    if (isPost) lastSeq += 1;
    return messageAt(isPost ? lastSeq : (step % lastSeq) + 1, index + 1, `вид ${index}`);
  });
});

/** What the server answers to `messages.listChanges` when `upTo` changes have happened. */
function listChanges(states: readonly Message[], since: number, upTo: number): Message[] {
  const latest = new Map<number, Message>();
  for (const state of states.slice(0, upTo)) latest.set(state.seq, state);
  return [...latest.values()].filter((state) => state.changeSeq > since).toSorted((a, b) => a.changeSeq - b.changeSeq);
}

describe("a stretch of messages", () => {
  test("equals a fresh snapshot whatever is lost, doubled or out of order, once gaps are filled", () => {
    fc.assert(
      fc.property(life, fc.array(fc.nat(59), { maxLength: 200 }), (states, deliveries) => {
        let range = empty;
        for (const index of deliveries) {
          const message = states[index % states.length]!;
          const applied = applyToRange(range, message);
          const changes = listChanges(states, range.changeSeq, message.changeSeq);
          range = applied.isGap ? mergeChanges(range, changes, message.changeSeq) : applied.range;
        }
        range = mergeChanges(range, listChanges(states, range.changeSeq, states.length), states.length);
        expect(range.messages).toEqual(listChanges(states, 0, states.length).toSorted((a, b) => a.seq - b.seq));
      }),
    );
  });

  test("takes the same change twice without harm", () => {
    const once = applyToRange(empty, messageAt(1)).range;
    expect(applyToRange(once, messageAt(1)).range).toBe(once);
  });

  test("reports a gap instead of showing a hole", () => {
    expect(applyToRange(empty, messageAt(2))).toEqual({ range: empty, isGap: true });
  });

  test("does not grow at an end that is not loaded", () => {
    const middle: MessageRange = { messages: [messageAt(5)], hasBefore: true, hasAfter: true, changeSeq: 9 };
    expect(applyToRange(middle, messageAt(6, 10)).range.messages.map((message) => message.seq)).toEqual([5]);
  });

  test("continues with an older page and remembers how far it must catch up", () => {
    const newer: MessageRange = { messages: [messageAt(3), messageAt(4)], hasBefore: true, hasAfter: false, changeSeq: 4 };
    const older: MessageRange = { messages: [messageAt(1), messageAt(2)], hasBefore: false, hasAfter: true, changeSeq: 6 };
    expect(joinRange(newer, older)).toMatchObject({ hasBefore: false, hasAfter: false, changeSeq: 4 });
    expect(joinRange(newer, older).messages.map((message) => message.seq)).toEqual([1, 2, 3, 4]);
  });
});

describe("a row of the list", () => {
  const my = { isMember: true, readSeq: 4, unreadCount: 0, mentionCount: 0 };
  const head = { lastSeq: 4, changeSeq: 9, lastMessage: null, my } as unknown as ConversationHead;
  const authorId = "00000000-0000-7000-8000-000000000002" as never;
  const fromOther: Message = { ...messageAt(5, 10), authorId, mentions: [{ kind: "group", groupId: "g1" as never }] };

  test("counts a message of somebody else once, and the mention in it", () => {
    const counted = must(applyPosted(head, fromOther, reader));
    expect(counted.my).toMatchObject({ unreadCount: 1, mentionCount: 1 });
    expect(applyPosted(counted, fromOther, reader)).toEqual(counted);
  });

  test("is asked anew when messages before the arrived one have not been counted", () => {
    expect(applyPosted(head, { ...fromOther, seq: 6 }, reader)).toBeNull();
  });

  test("is read when I write myself", () => {
    const own = { ...messageAt(6, 11), authorId: reader.userId };
    expect(applyPosted(must(applyPosted(head, fromOther, reader)), own, reader)?.my).toMatchObject({
      readSeq: 6,
      unreadCount: 0,
      mentionCount: 0,
    });
  });

  test("knows a mention by name, group and everybody", () => {
    expect(isMentioned({ mentions: [{ kind: "everybody" }] }, reader)).toBe(true);
    expect(isMentioned({ mentions: [{ kind: "group", groupId: "g2" as never }] }, reader)).toBe(false);
  });
});
