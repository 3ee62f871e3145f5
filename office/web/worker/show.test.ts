import type { PushContent } from "@veche/collab-domain/notifications";
import { describe, expect, it } from "vitest";
import { toPath, toShown } from "./show.ts";

type MessageContent = Extract<PushContent, { type: "message" }>;
const message = (changes: Partial<MessageContent> = {}): MessageContent => ({
  ...{ type: "message", conversationId: "c" as never, seq: 7, language: "ru", unreadCount: 1, badgeCount: 1 },
  shown: { author: "Анна", title: "Планёрка", text: "Привет" },
  ...changes,
});

describe("a notification says", () => {
  it.each([
    ["who wrote where", message(), "Анна · Планёрка", "Привет"],
    ["only who, between two", message({ shown: { author: "Анна", title: "", text: "Привет" } }), "Анна", "Привет"],
    ["that a file came", message({ shown: { author: "Анна", title: "", text: "" } }), "Анна", "Файл"],
    ["nothing of it in content-free mode", message({ shown: null }), "Вече", "Новое сообщение"],
    ["but how much", message({ shown: null, unreadCount: 3, language: "en" }), "Veche", "New messages: 3"],
  ] as const)("%s", (_, content, title, body) => {
    expect(toShown(content)).toEqual({ title, body, tag: "c", place: { conversationId: "c", seq: 7 } });
  });
});

it("leads to its message", () => expect(toPath({ conversationId: "c", seq: 7 })).toBe("/discussions/c?message=7"));
