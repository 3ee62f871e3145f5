import { describe, expect, it } from "vitest";
import { applyMessage, applyMessageEvent, computeSuccession } from "./apply.ts";
import { toReplyQuote } from "./rules.ts";
import { buildMessage } from "./testing.ts";
import type { Message } from "./types.ts";

const posted = (message: Message) => ({ type: "message.posted", message }) as const;
const changed = (message: Message) => ({ type: "message.changed", message }) as const;
const messages = [buildMessage(5), buildMessage(6), buildMessage(7, { replyTo: toReplyQuote(buildMessage(5)) })];

describe("a range of messages", () => {
  it("grows by the next message and never by a later or an earlier one", () => {
    expect(applyMessageEvent(messages, posted(buildMessage(8))).map((message) => message.seq)).toEqual([5, 6, 7, 8]);
    expect(applyMessageEvent(messages, posted(buildMessage(9)))).toBe(messages);
    expect(applyMessageEvent(messages, posted(buildMessage(4)))).toBe(messages);
    expect(applyMessageEvent([], posted(buildMessage(1)))).toHaveLength(1);
    expect(applyMessageEvent([], posted(buildMessage(2)))).toHaveLength(0);
  });
  it("takes newer news of a message and leaves older", () => {
    const edited = buildMessage(6, { text: "иначе", changeSeq: 9 });
    const after = applyMessageEvent(messages, changed(edited));
    expect(after[1]).toEqual(edited);
    expect(applyMessageEvent(after, changed(buildMessage(6)))).toBe(after);
  });
  it("shows the new state of what is quoted, also from outside the range", () => {
    const edited = buildMessage(5, { text: "**иначе**", changeSeq: 9 });
    expect(applyMessage(messages, edited)[2]?.replyTo?.text).toBe("иначе");
    expect(applyMessage(messages.slice(1), edited)[1]?.replyTo?.text).toBe("иначе");
    const deleted = buildMessage(5, { text: "", deletedAt: "2026-01-02T00:00:00.000Z", changeSeq: 10 });
    expect(applyMessage(messages, deleted)[2]?.replyTo).toMatchObject({ text: "", isDeleted: true });
  });
  it("knows what came before, next, and after a gap", () => {
    expect(computeSuccession(7, changed(buildMessage(5)))).toBe("old");
    expect(computeSuccession(7, posted(buildMessage(8)))).toBe("next");
    expect(computeSuccession(7, posted(buildMessage(9)))).toBe("gap");
  });
});
