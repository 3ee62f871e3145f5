import { expect, test } from "vitest";
import { findAsk } from "./ask.ts";
import { linkSelection, prefixLines, wrapSelection } from "./formatting.ts";
import { decideKey } from "./keys.ts";
import type { KeyPlace, PressedKey } from "./keys.ts";
import { decodeMentions, encodeMentions } from "./mentions.ts";

const id = "0192f0c1-0000-7000-8000-000000000001";

test("a chosen mention travels as a link and comes back as it was written", () => {
  const mentions = [
    { label: "Анна", target: "everybody" },
    { label: "Анна Ковалёва", target: `user/${id}` },
  ];
  const sent = encodeMentions("@Анна Ковалёва, проверь", mentions);
  expect(sent).toBe(`[@Анна Ковалёва](veche:user/${id}), проверь`);
  expect(decodeMentions(sent)).toEqual({ text: "@Анна Ковалёва, проверь", mentions: [mentions[1]] });
});

test("what only looks like a mention stays a text", () => {
  expect(encodeMentions("почта a@Анна.рф", [{ label: "Анна", target: "everybody" }])).toBe("почта a@Анна.рф");
});

test.each([
  ["привет @Ан", { kind: "mention", query: "Ан" }],
  ["привет @Анна Ков", { kind: "mention", query: "Анна Ков" }],
  ["почта a@b", null],
  ["готово :спас", { kind: "emoji", query: "спас" }],
  ["в 12:30", null],
  ["итог :", null],
])("in «%s» is asked for %j", (before, ask) => expect(findAsk(before)).toEqual(ask));

const place: KeyPlace = { isSuggesting: false, isEmpty: false, isInCode: false, sendKey: "enter" };
const press = (keys: string): PressedKey => ({
  key: keys.split("+").at(-1)!,
  shiftKey: keys.includes("Shift+"),
  ctrlKey: keys.includes("Ctrl+"),
  metaKey: false,
  isComposing: false,
});

test.each<[string, Partial<KeyPlace>, ReturnType<typeof decideKey>]>([
  ["Enter", {}, "send"],
  ["Shift+Enter", {}, "newLine"],
  ["Enter", { sendKey: "ctrlEnter" }, "newLine"],
  ["Ctrl+Enter", { sendKey: "ctrlEnter" }, "send"],
  ["Ctrl+Enter", {}, "send"],
  ["Enter", { isInCode: true }, null],
  ["Ctrl+Enter", { isInCode: true }, "send"],
  ["ArrowUp", { isEmpty: true }, "editLast"],
  ["ArrowUp", {}, null],
  ["Escape", {}, "cancel"],
  ["Enter", { isSuggesting: true }, "pick"],
  ["Tab", { isSuggesting: true }, "pick"],
  ["ArrowUp", { isSuggesting: true, isEmpty: true }, "previous"],
  ["Escape", { isSuggesting: true }, "close"],
  ["Ctrl+Enter", { isSuggesting: true }, "send"],
  ["a", {}, null],
])("%s with %j means %s", (keys, changes, act) => expect(decideKey(press(keys), { ...place, ...changes })).toBe(act));

test("while a sign is being composed every key belongs to it", () =>
  expect(decideKey({ ...press("Enter"), isComposing: true }, place)).toBeNull());

test("signs go round the selection and away again", () => {
  const bold = wrapSelection({ text: "срок 28 дней", start: 5, end: 12 }, "**");
  expect(bold).toEqual({ text: "срок **28 дней**", start: 7, end: 14 });
  expect(wrapSelection(bold, "**").text).toBe("срок 28 дней");
});

test("lists begin each line, links wait for their address", () => {
  expect(prefixLines({ text: "а\nб", start: 0, end: 3 }, (index) => `${index + 1}. `).text).toBe("1. а\n2. б");
  expect(linkSelection({ text: "сайт", start: 0, end: 4 })).toEqual({ text: "[сайт](https://)", start: 7, end: 15 });
});
