import { describe, expect, it } from "vitest";
import type { UserId } from "../directory/index.ts";
import { applyDraft, applyReadMark, chooseNewer } from "./apply.ts";
import { computeAbilities } from "./policy.ts";
import { decideReadSeq, decideSuccessor, findPeer, isArchived, isMuted, toPairKey } from "./rules.ts";
import type { ConversationHead, MyState } from "./types.ts";

const [anna, boris, vera] = ["a", "b", "c"] as unknown as [UserId, UserId, UserId];

describe("a pair", () => {
  it("has one key from both sides", () => expect(toPairKey(anna, boris)).toBe(toPairKey(boris, anna)));
  it("shows each the other", () => {
    expect(findPeer(toPairKey(anna, boris), anna)).toBe(boris);
    expect(findPeer(toPairKey(anna, boris), boris)).toBe(anna);
    expect(findPeer(toPairKey(anna, boris), vera)).toBeNull();
  });
});

describe("when somebody leaves a group", () => {
  const member = (userId: UserId, day: number, role: "owner" | "member" = "member") => ({ userId, role, joinedAt: new Date(day) });
  it("the one who joined first follows the last owner", () => {
    expect(decideSuccessor("owner", [member(vera, 3), member(boris, 2)])).toBe(boris);
  });
  it("nothing changes while another owner stays, when a member leaves, or when nobody is left", () => {
    expect(decideSuccessor("owner", [member(vera, 3, "owner"), member(boris, 2)])).toBeNull();
    expect(decideSuccessor("member", [member(vera, 3)])).toBeNull();
    expect(decideSuccessor("owner", [])).toBeNull();
  });
});

describe("the read mark", () => {
  it.each([
    [5, 7, 10, false, 7],
    [5, 3, 10, false, 5],
    [5, 3, 10, true, 3],
    [5, 99, 10, false, 10],
  ])("at %i, wanted at %i of %i, back %s: %i", (current, wanted, last, allowBack, expected) => {
    expect(decideReadSeq(current, wanted, last, allowBack)).toBe(expected);
  });
});

describe("states that come in any order", () => {
  const at = (changeSeq: number, version: number) =>
    ({ changeSeq, lastSeq: 9, my: { readSeq: 5, unreadCount: 4, version, draft: { text: "", version: 0 } } }) as ConversationHead;
  it("the newer stays, whichever came first", () => {
    expect(chooseNewer(at(7, 2), at(8, 2))?.changeSeq).toBe(8);
    expect(chooseNewer(at(8, 2), at(7, 1))?.changeSeq).toBe(8);
  });
  it("what I began to write goes by its own version", () => {
    const draft = (text: string, draftVersion: number, version = 3): ConversationHead => {
      const head = at(5, version);
      return { ...head, my: { ...head.my, draft: { text, version: draftVersion } } };
    };
    expect(chooseNewer(draft("а", 1), draft("б", 2, 1))).toMatchObject({ my: { version: 3, draft: { text: "б" } } });
    expect(applyDraft(draft("б", 2), { text: "а", version: 1 })).toMatchObject({ my: { draft: { text: "б" } } });
  });
  it("is asked anew when each knows something the other does not", () => expect(chooseNewer(at(8, 1), at(7, 2))).toBeNull());
  it("a read mark older than the one we know changes nothing", () => {
    const head = at(8, 3);
    expect(applyReadMark(head, { readSeq: 3, unreadCount: 6, mentionCount: 0, version: 2, lastSeq: 9 })).toBe(head);
  });
  it("a newer read mark tells its counts only of the messages we know", () => {
    const mark = { readSeq: 9, unreadCount: 0, mentionCount: 0, version: 4 };
    expect(applyReadMark(at(8, 3), { ...mark, lastSeq: 9 })?.my).toMatchObject(mark);
    expect(applyReadMark(at(8, 3), { ...mark, lastSeq: 10 })).toBeNull();
  });
});

describe("abilities", () => {
  const group = { kind: "group", isManaged: false, isMember: true, isOwner: false } as const;
  it("a member of a group adds people and leaves, its owner also renames and takes out", () => {
    expect(computeAbilities(group)).toEqual({ post: true, rename: false, addMembers: true, removeMembers: false, leave: true });
    expect(computeAbilities({ ...group, isOwner: true })).toMatchObject({ rename: true, removeMembers: true });
  });
  it("nobody changes what an application keeps", () => {
    const managed = computeAbilities({ ...group, isManaged: true, isOwner: true });
    expect(managed).toEqual({ post: true, rename: false, addMembers: false, removeMembers: false, leave: false });
  });
  it("a personal conversation is only written in", () => {
    const personal = computeAbilities({ ...group, kind: "personal" });
    expect(personal).toEqual({ post: true, rename: false, addMembers: false, removeMembers: false, leave: false });
  });
});

describe("what is muted and put away", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const [until, past] = ["2026-11-24T18:00:00Z", "2026-11-24T09:00:00Z"];

  it.each([
    ["all", null, false],
    ["mentions", until, true],
    ["all", past, false],
    ["none", null, true],
  ] as const)("with level %s until %s: muted is %s", (notificationLevel, mutedUntil, expected) =>
    expect(isMuted({ notificationLevel, mutedUntil }, now)).toBe(expected),
  );

  it.each([
    ["never put away", null, 7, null, false],
    ["nothing newer", 7, 7, null, true],
    ["something newer", 7, 8, null, false],
    ["something newer while muted", 7, 8, until, true],
    ["something newer, the silence is over", 7, 8, past, false],
  ] as const)("%s", (_, archivedSeq, lastSeq, mutedUntil, expected) => {
    const my = { archivedSeq, mutedUntil, notificationLevel: "all" } as MyState;
    expect(isArchived({ lastSeq, my }, now)).toBe(expected);
  });
});
