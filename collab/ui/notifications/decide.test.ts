import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import { describe, expect, it } from "vitest";
import { shouldNotify, toWindowTitle } from "./decide.ts";

const listener = { userId: "me", groupIds: ["sales"], presence: "online", openId: null, now: new Date("2026-11-24T10:00:00Z") } as const;
const head = (notificationLevel: "all" | "mentions" | "none", mutedUntil: string | null = null) =>
  ({ my: { isMember: true, notificationLevel, mutedUntil } }) as ConversationHead;
const message = (changes: Partial<Message> = {}) =>
  ({ conversationId: "c", authorId: "anna", deletedAt: null, mentions: [], replyTo: null, ...changes }) as unknown as Message;
const toSales = message({ mentions: [{ kind: "group", groupId: "sales" }] as unknown as Message["mentions"] });

describe("a message calls for me", () => {
  it("as the level says", () => {
    expect(shouldNotify(message(), head("all"), listener)).toBe(true);
    expect(shouldNotify(message(), head("mentions"), listener)).toBe(false);
    expect(shouldNotify(toSales, head("mentions"), listener)).toBe(true);
    expect(shouldNotify(toSales, head("none"), listener)).toBe(false);
  });
  it("not while the conversation is muted, and again afterwards", () => {
    expect(shouldNotify(toSales, head("all", "2026-11-24T10:00:01Z"), listener)).toBe(false);
    expect(shouldNotify(toSales, head("all", "2026-11-24T10:00:00Z"), listener)).toBe(true);
  });
  it("never when it is my own, on the screen, or I am not to be disturbed", () => {
    expect(shouldNotify(message({ authorId: "me" as Message["authorId"] }), head("all"), listener)).toBe(false);
    expect(shouldNotify(message(), head("all"), { ...listener, openId: "c" })).toBe(false);
    expect(shouldNotify(message(), head("all"), { ...listener, presence: "doNotDisturb" })).toBe(false);
  });
});

it("the title of the window counts, once", () => {
  expect(toWindowTitle("Вече", 3)).toBe("(3) Вече");
  expect(toWindowTitle("(3) Вече", 120)).toBe("(99+) Вече");
  expect(toWindowTitle("(3) Вече", 0)).toBe("Вече");
});
