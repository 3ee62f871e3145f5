import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import { describe, expect, it, test } from "vitest";
import { findBeside, folders, isInFolder } from "./folders.ts";
import { movePinned } from "./moving.ts";
import { toMuteChange } from "./mute.ts";

describe("muting", () => {
  const now = new Date(2026, 10, 30, 22, 15);
  it.each([
    ["hour", new Date(2026, 10, 30, 23, 15)],
    ["workday", new Date(2026, 11, 1, 6, 15)],
    ["tomorrow", new Date(2026, 11, 1, 9)],
  ] as const)("for %s ends at %s", (span, end) => expect(toMuteChange(span, now)).toEqual({ mutedUntil: end.toISOString() }));

  it("for good is a matter of the level", () => {
    expect(toMuteChange("forGood", now)).toEqual({ notificationLevel: "none", mutedUntil: null });
  });
});

const build = (id: string, changes: Partial<ConversationHead["my"]> = {}): ConversationHead => {
  const my = {
    unreadCount: 0,
    mentionCount: 0,
    archivedSeq: null,
    mutedUntil: null,
    notificationLevel: "all",
    isPinned: false,
    ...changes,
  };
  return { id, kind: "group", lastSeq: 5, my } as unknown as ConversationHead;
};
const idOf = (id: string): ConversationId => id as ConversationId;

describe("a pinned conversation", () => {
  const heads = [build("a", { isPinned: true }), build("b", { isPinned: true }), build("c")];
  it("changes places with its neighbour and stops at the ends", () => {
    expect(movePinned(heads, idOf("b"), -1)).toEqual(["b", "a"]);
    expect(movePinned(heads, idOf("a"), 1)).toEqual(["b", "a"]);
    expect(movePinned(heads, idOf("a"), -1)).toBeNull();
    expect(movePinned(heads, idOf("b"), 1)).toBeNull();
    expect(movePinned(heads, idOf("c"), -1)).toBeNull();
  });
});

describe("folders", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  it("an archived conversation stands in its folder only", () => {
    const archived = build("a", { archivedSeq: 5, unreadCount: 2, mentionCount: 1 });
    expect(folders.filter((folder) => isInFolder(archived, folder, null, now))).toEqual(["archived"]);
  });
  it("what is opened stays among the unread while it is read", () => {
    expect(isInFolder(build("a"), "unread", "a", now)).toBe(true);
    expect(isInFolder(build("a"), "mentions", "b", now)).toBe(false);
  });
});

test.each([
  ["all", "ArrowRight", "unread"],
  ["all", "ArrowLeft", "all"],
  ["archived", "ArrowRight", "archived"],
] as const)("from the folder %s the key %s leads to %s", (folder, key, next) => expect(findBeside(folders, folder, key)).toBe(next));
