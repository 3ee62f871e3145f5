import { describe, expect, it } from "vitest";
import type { UserId } from "../directory/index.ts";
import { applyConversation, applyDraft, applyReadMark, chooseNewer } from "./apply.ts";
import { computeAbilities } from "./policy.ts";
import { decideReadSeq, decideRole, decideSuccessor, findPeer, isArchived, isMuted, pickChanged, toPairKey } from "./rules.ts";
import type { ConversationHead, ConversationSettings, MyState } from "./types.ts";

const [anna, boris, vera] = ["a", "b", "c"] as unknown as [UserId, UserId, UserId];

describe("a pair", () => {
  it("has one key from both sides", () => expect(toPairKey(anna, boris)).toBe(toPairKey(boris, anna)));
  it("shows each the other", () => {
    expect(findPeer(toPairKey(anna, boris), anna)).toBe(boris);
    expect(findPeer(toPairKey(anna, boris), boris)).toBe(anna);
    expect(findPeer(toPairKey(anna, boris), vera)).toBeNull();
  });
});

const member = (userId: UserId, day: number, role: "owner" | "member" = "member", isBlocked = false) => ({
  ...{ userId, role, isBlocked },
  joinedAt: new Date(day),
});
const settings: ConversationSettings = { description: "", posting: "everybody", adding: "everybody", renaming: "owners", history: "whole" };

describe("when somebody leaves a group", () => {
  it("the one who joined first follows the last owner", () => {
    expect(decideSuccessor("owner", [member(vera, 3), member(boris, 2)])).toBe(boris);
  });
  it("nothing changes while another owner stays, when a member leaves, or when nobody is left", () => {
    expect(decideSuccessor("owner", [member(vera, 3, "owner"), member(boris, 2)])).toBeNull();
    expect(decideSuccessor("member", [member(vera, 3)])).toBeNull();
    expect(decideSuccessor("owner", [])).toBeNull();
  });
  it("whose account is blocked neither owns it for the others nor follows", () => {
    expect(decideSuccessor("owner", [member(anna, 1, "owner", true), member(boris, 2, "member", true), member(vera, 3)])).toBe(vera);
    expect(decideSuccessor("owner", [member(boris, 2, "member", true)])).toBeNull();
  });
});

describe("a role", () => {
  const owners = [member(anna, 1, "owner"), member(boris, 2, "owner"), member(vera, 3)];
  it.each([
    ["a member becomes an owner", owners, vera, "owner", "change"],
    ["one of two owners becomes a member", owners, anna, "member", "change"],
    ["who is it already stays it", owners, vera, "member", "none"],
    ["the last owner stays one", owners.slice(1), boris, "member", "lastOwner"],
    ["beside a blocked owner the other one is the last", [owners[0]!, member(boris, 2, "owner", true)], anna, "member", "lastOwner"],
    ["who takes no part has none", owners.slice(1), anna, "owner", "stranger"],
    ["nobody who is blocked becomes an owner", [...owners.slice(0, 2), member(vera, 3, "member", true)], vera, "owner", "stranger"],
  ] as const)("%s", (_, members, userId, role, expected) => expect(decideRole(members, userId, role)).toBe(expected));
});

describe("settings", () => {
  it("of a wish only what is another counts", () => {
    expect(pickChanged(settings, { posting: "owners", adding: "everybody" })).toEqual({ posting: "owners" });
    expect(pickChanged(settings, settings)).toEqual({});
  });
  it("when they change, what I may do follows; older ones change nothing", () => {
    const my = { isMember: true, isOwner: false } as MyState;
    const head = { kind: "group", isManaged: false, lastSeq: 3, settings, settingsVersion: 1, my } as ConversationHead;
    const silent = { ...head, settings: { ...settings, posting: "owners" as const }, settingsVersion: 2 };
    const changed = applyConversation(head, silent);
    expect(changed).toMatchObject({ settingsVersion: 2, my: { can: { post: false } } });
    expect(applyConversation(changed, head)).toEqual(changed);
    expect(applyConversation(head, { ...head, title: "Иначе", lastSeq: 5 })).toMatchObject({ title: "Иначе", lastSeq: 3 });
  });
});

describe("the read mark", () => {
  it.each([
    [5, 7, 10, 0, false, 7],
    [5, 3, 10, 0, false, 5],
    [5, 3, 10, 0, true, 3],
    [5, 99, 10, 0, false, 10],
    [5, 1, 10, 4, true, 4],
  ])("at %i, wanted at %i of %i, hidden up to %i, back %s: %i", (readSeq, wanted, lastSeq, hiddenSeq, allowBack, expected) => {
    expect(decideReadSeq({ readSeq, lastSeq, hiddenSeq }, wanted, allowBack)).toBe(expected);
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
  const group = { kind: "group", isManaged: false, isMember: true, isOwner: false, settings } as const;
  const none = {
    pin: false,
    rename: false,
    addMembers: false,
    removeMembers: false,
    leave: false,
    changeSettings: false,
    changeRoles: false,
  };
  const writes = { post: true, pin: true };
  it("a member of a group adds people and leaves, its owner also renames and takes out", () => {
    expect(computeAbilities(group)).toEqual({ ...none, ...writes, addMembers: true, leave: true });
    expect(computeAbilities({ ...group, isOwner: true })).toMatchObject({ rename: true, removeMembers: true, changeSettings: true });
  });
  it("its settings give what members do to the owners alone, or the title to everybody", () => {
    const strict = { ...group, settings: { posting: "owners", adding: "owners", renaming: "everybody" } } as const;
    expect(computeAbilities(strict)).toEqual({ ...none, post: false, rename: true, leave: true });
    expect(computeAbilities({ ...strict, isOwner: true })).toMatchObject({ ...writes, addMembers: true });
  });
  it("nobody changes what an application keeps", () => {
    const managed = computeAbilities({ ...group, isManaged: true, isOwner: true });
    expect(managed).toEqual({ ...none, ...writes });
  });
  it("in a personal conversation one writes and pins", () => {
    const personal = computeAbilities({ ...group, kind: "personal" });
    expect(personal).toEqual({ ...none, ...writes });
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
