import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDelivery } from "./checker.ts";
import { nemeses } from "./nemeses.ts";
import { judge, type Ledger, type View } from "./verdict.ts";

const anna = "anna" as UserId;
const none = { lost: 0, doubled: 0, reordered: 0, gaps: 0, unequal: 0, miscounted: 0, refused: 0 };

function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: "c",
    seq,
    changeSeq: seq,
    authorId: "boris",
    text: `text ${seq}`,
    deletedAt: null,
    ...change,
  } as Message;
}

const messages = [message(1), message(2)];
const ledger: Ledger = {
  sent: new Map([
    ["m1", "text 1"],
    ["m2", "text 2"],
  ]),
  acknowledged: new Set(["m1", "m2"]),
  confirmedChanges: new Map(),
  seen: new Map([[anna, new Map([["m1", 1]])]]),
  refusals: [],
};
const head = { id: "c", lastSeq: 2, my: { readSeq: 1, unreadCount: 1, mentionCount: 0 } } as unknown as ConversationHead;
const view: View = { userId: anna, shown: messages, hasAfter: false, head, freshHead: head };

/** @param there what the server has in the end */
function judgeWith(there: readonly Message[], change: { ledger?: Partial<Ledger>; view?: Partial<View> } = {}) {
  return judge({ ...ledger, ...change.ledger }, new Map([["c", there]]), [{ ...view, shown: there, ...change.view }]);
}

describe("the verdict on a delivery", () => {
  it("is clean when everything that was promised is there and shown", () => {
    expect(judgeWith(messages)).toMatchObject({ ...none, sent: 2, acknowledged: 2, seen: 1, faults: [] });
  });

  it("names a message that was acknowledged and is gone", () => {
    expect(judgeWith([message(1)])).toMatchObject({ lost: 1 });
  });

  it("names a change that was confirmed and is gone", () => {
    expect(judgeWith(messages, { ledger: { confirmedChanges: new Map([["m1", 3]]) } })).toMatchObject({ lost: 1 });
  });

  it("names what was said once and stands twice", () => {
    expect(judgeWith([...messages, message(3, { text: "text 1" })])).toMatchObject({ doubled: 1 });
  });

  it("names a message that was seen in another place", () => {
    expect(judgeWith(messages, { ledger: { seen: new Map([[anna, new Map([["m1", 2]])]]) } })).toMatchObject({ reordered: 1 });
  });

  it("names a gap in the numbers", () => {
    expect(judgeWith([message(1), message(3, { id: "m2" as Message["id"], text: "text 2" })])).toMatchObject({ gaps: 1 });
  });

  it("names a program that shows less or something else", () => {
    expect(judgeWith(messages, { view: { shown: [message(1)] } })).toMatchObject({ unequal: 1 });
    expect(judgeWith(messages, { view: { shown: [message(1), message(2, { text: "else" })] } })).toMatchObject({ unequal: 1 });
  });

  it("names a counter that differs from a recount, at the server or in the program", () => {
    const wrong = { ...head, my: { ...head.my, unreadCount: 2 } };
    expect(judgeWith(messages, { view: { head: wrong } })).toMatchObject({ miscounted: 1 });
    expect(judgeWith(messages, { view: { head: wrong, freshHead: wrong } })).toMatchObject({ miscounted: 1 });
  });

  it("names a refusal no fault explains", () => {
    expect(judgeWith(messages, { ledger: { refusals: ["too_large"] } })).toMatchObject({ refused: 1 });
  });
});

describe("delivery under faults", () => {
  it("loses nothing, doubles nothing and keeps one order for all when a server, a database and connections break", async () => {
    const chosen = nemeses.filter(({ name }) => ["kill-server", "kill-database", "cut", "slow-reader"].includes(name));
    const rootDir = join(import.meta.dirname, "../..");
    const { verdict } = await checkDelivery({ seed: 4, isOver: (rounds) => rounds >= chosen.length, rootDir, nemeses: chosen });
    expect(verdict.faults).toEqual([]);
    expect(verdict.acknowledged).toBe(verdict.sent);
    expect(verdict.sent).toBeGreaterThan(50);
  }, 240_000);
});
