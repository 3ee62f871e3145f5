import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMessage } from "../../view/index.ts";
import { buildParagraph, buildText } from "./document.ts";
import type { Block, Doc, Inline, Item, Mark } from "./document.ts";
import { parseDocument } from "./from-markdown.ts";
import { tidyDocument, toVisible } from "./tidy.ts";
import { writeMarkdown } from "./to-markdown.ts";

const anna = "user/0192f0c1-0000-7000-8000-000000000001";

const words = [
  "смета",
  "28",
  "R&D",
  "snake_case",
  "a*b",
  "C:\\путь",
  "12 400",
  "«Поморский»",
  "5 < 7 > 3",
  "a@veche.test ",
  "https://a.test/b_c ",
];
const signs = [
  "-",
  "+",
  "#",
  "1.",
  "2)",
  ">",
  "|",
  "===",
  "---",
  "```",
  "`",
  "~~",
  "**",
  "_",
  "[x]",
  "[a]: b",
  "![a](b)",
  "<b>",
  "&amp;",
  "\\",
];
const noise = fc.string({ unit: fc.constantFrom(...Array.from("аb *_`~[]()\\-.1#>!\t")), maxLength: 6 });
const phrase = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...signs), noise), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(" "));
const plainLine = fc.array(phrase, { maxLength: 3 }).map((texts) => texts.map((text) => buildText(text, [])));

const marks = fc.subarray<Mark>([
  { type: "link", attrs: { href: "https://a.test/d/1?a=b" } },
  { type: "bold" },
  { type: "italic" },
  { type: "strike" },
  { type: "code" },
]);
const mention: Inline = { type: "mention", attrs: { label: "Анна [отдел]", target: anna } };
const markedWord = fc.oneof(
  fc.record({ text: fc.constantFrom("смета", "срок", "28"), marks }).map(({ text, marks }) => buildText(text, marks)),
  fc.constant(mention),
);
const space = buildText(" ", []);
const markedLine = fc.array(markedWord, { minLength: 1, maxLength: 5 }).map((nodes) => nodes.flatMap((node) => [space, node]));

function buildBlocks(line: fc.Arbitrary<readonly Inline[]>): fc.Arbitrary<readonly Block[]> {
  const code = fc
    .array(fc.constantFrom("select 1", "```", "  a", "", "~~~", "# x"), { minLength: 1, maxLength: 4 })
    .map((lines): Block => ({ type: "codeBlock", attrs: { language: "sql" }, content: [{ type: "text", text: lines.join("\n") }] }));
  const start = fc.record({ start: fc.constantFrom(1, 2, 10) });
  const level = fc.record({ level: fc.integer({ min: 1, max: 6 }) });
  return fc.letrec<{ blocks: Block[]; items: Item[] }>((tie) => ({
    blocks: fc.array(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        line.map(buildParagraph),
        code,
        fc.record({ type: fc.constant("heading" as const), attrs: level, content: line }),
        fc.constant<Block>({ type: "horizontalRule" }),
        fc.record({ type: fc.constant("blockquote" as const), content: tie("blocks") }),
        fc.record({ type: fc.constant("bulletList" as const), content: tie("items") }),
        fc.record({ type: fc.constant("orderedList" as const), attrs: start, content: tie("items") }),
      ),
      { maxLength: 4 },
    ),
    items: fc.array(fc.record({ type: fc.constant("listItem" as const), content: tie("blocks") }), { minLength: 1, maxLength: 3 }),
  })).blocks;
}

function expectBack(content: readonly Block[]): void {
  const doc: Doc = { type: "doc", content };
  const tidy = tidyDocument(doc);
  const expected = tidy.content.length === 0 ? parseDocument("") : tidy;
  expect(toVisible(parseDocument(writeMarkdown(doc)).content)).toEqual(toVisible(expected.content));
}

describe("what is written in the editor is what is read in the message", () => {
  it("whatever signs are in it, in any blocks", () => fc.assert(fc.property(buildBlocks(plainLine), expectBack), { numRuns: 150 }));
  it("with marks round words, links and mentions", () => fc.assert(fc.property(buildBlocks(markedLine), expectBack), { numRuns: 150 }));
  it("to the letter, also where Markdown cannot say the mark", () => {
    const piece = fc.record({ text: phrase, marks }).map(({ text, marks }) =>
      buildText(
        text,
        marks.filter(({ type }) => type === "bold" || type === "italic"),
      ),
    );
    const textIn = (doc: Doc): string =>
      JSON.stringify(
        doc.content.map((block) =>
          "content" in block ? (block.content as Inline[]).map((node) => (node.type === "text" ? node.text : "")).join("") : "",
        ),
      );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (content) => {
        const doc = tidyDocument({ type: "doc", content: [buildParagraph(content)] });
        fc.pre(doc.content.length > 0);
        expect(textIn(parseDocument(writeMarkdown(doc)))).toBe(textIn(doc));
      }),
      { numRuns: 150 },
    );
  });
  it("and a message taken into the editor comes out the same", () => {
    const markdown = fc.array(
      fc.oneof(
        phrase,
        fc.constantFrom("- ", "> ", "1. ", "    ", "**b**", "*i*", "`c`", "| a | b |\n|---|---|\n| `1` | 2 |", "~~s~~", "[l](/d/1)"),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(markdown, fc.constantFrom("\n", " ", "\n\n"), (parts, join) => {
        const doc = parseDocument(parts.join(join));
        expect(toVisible(parseDocument(writeMarkdown(doc)).content)).toEqual(toVisible(doc.content));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the Markdown that is kept", () => {
  const rewrite = (markdown: string): string => writeMarkdown(parseDocument(markdown));
  it.each([
    "5 * 3 = 15, snake_case и C:\\путь",
    "R&D < 5 & > 3",
    "Ставим **28 рабочих дней**, *не* ~~21~~ `код`",
    `[@Анна Ковалёва](veche:${anna}), проверь [КП-2026/0417](/documents/417)`,
    "раз\nдва\n\nтри",
    "- а\n- б\n  - в\n\n1. г\n2. д",
    "> сказано\n> вчера",
    "```sql\nselect 1\n\n  from a\n```",
    "https://a.test/b_c_d?e=*f*",
    "| а | б |\n| --- | --- |\n| **1** | 2 |",
  ])("is written as a person would: %j", (markdown) => expect(rewrite(markdown)).toBe(markdown));
  it("says signs that would mean something as signs", () => {
    expect(writeMarkdown({ type: "doc", content: [buildParagraph([buildText("1. не список", [])])] })).toBe(String.raw`1\. не список`);
    expect(writeMarkdown({ type: "doc", content: [buildParagraph([buildText("**не жирно**", [])])] })).toBe(String.raw`\*\*не жирно\*\*`);
  });
  it("keeps a table that was written by hand", () => {
    const table = "| а | б |\n| --- | --- |\n| 1 | a\\|b |";
    expect(parseMessage(rewrite(table))).toEqual(parseMessage(table));
  });
  it("is empty for what says nothing", () => expect(rewrite("- \n\n> \n\n")).toBe(""));
});
