import { expect, test } from "vitest";
import { linkSelection, prefixLines, wrapSelection } from "./formatting.ts";
import { decodeMentions, encodeMentions, findMentionQuery } from "./mentions.ts";

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

test("somebody is looked for after @ at the beginning of a word", () => {
  expect(findMentionQuery("привет @Ан", 10)).toEqual({ query: "Ан", start: 7 });
  expect(findMentionQuery("почта a@b", 9)).toBeNull();
});

test("signs go round the selection and away again", () => {
  const bold = wrapSelection({ text: "срок 28 дней", start: 5, end: 12 }, "**");
  expect(bold).toEqual({ text: "срок **28 дней**", start: 7, end: 14 });
  expect(wrapSelection(bold, "**").text).toBe("срок 28 дней");
});

test("lists begin each line, links wait for their address", () => {
  expect(prefixLines({ text: "а\nб", start: 0, end: 3 }, (index) => `${index + 1}. `).text).toBe("1. а\n2. б");
  expect(linkSelection({ text: "сайт", start: 0, end: 4 })).toEqual({ text: "[сайт](https://)", start: 7, end: 15 });
});
