import { isSameMark } from "./document.ts";
import type { Inline, Mark } from "./document.ts";

/** How a line is written: the plainest way that is read back as it was meant is taken. */
export interface Manner {
  readonly escapes: boolean;
  readonly italic: "*" | "_";
  readonly hasMarks: boolean;
}

const address = /(?:https?:\/\/|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

/** @returns a tidy line as Markdown; spaces at the edge of a mark stand outside of it */
export function writeLine(content: readonly Inline[], manner: Manner): string {
  let written = "";
  let open: readonly Mark[] = [];
  for (const [index, node] of content.entries()) {
    const marks = marksOf(node, manner);
    const [, space = "", text = ""] = /^(\s*)(.*)$/su.exec(writeNode(node, manner)) ?? [];
    const kept = open.slice(0, countKept(open, marks));
    const added = marks.filter((mark) => !kept.some((other) => isSameMark(mark, other)));
    const byLength = added.toSorted((a, b) => runLength(content, index, b) - runLength(content, index, a));
    written = close(written, open.slice(kept.length), manner) + space + byLength.map((mark) => opening(mark, manner)).join("") + text;
    open = [...kept, ...byLength];
  }
  written = close(written, open, manner);
  return manner.escapes ? escapeStart(written) : written;
}

/** Marks that open and close; that of code is part of the text. */
function marksOf(node: Inline, manner: Manner): readonly Mark[] {
  return manner.hasMarks ? (node.marks ?? []).filter(({ type }) => type !== "code") : [];
}

function countKept(open: readonly Mark[], marks: readonly Mark[]): number {
  const first = open.findIndex((mark) => !marks.some((other) => isSameMark(mark, other)));
  return first < 0 ? open.length : first;
}

/** How many nodes from here on have the mark: what lasts longer stands outside. */
function runLength(content: readonly Inline[], from: number, mark: Mark): number {
  const end = content.findIndex((node, index) => index > from && !(node.marks ?? []).some((other) => isSameMark(mark, other)));
  return (end < 0 ? content.length : end) - from;
}

function close(written: string, marks: readonly Mark[], manner: Manner): string {
  if (marks.length === 0) return written;
  const text = written.trimEnd();
  const signs = marks
    .toReversed()
    .map((mark) => closing(mark, manner))
    .join("");
  return text + signs + written.slice(text.length);
}

function opening(mark: Mark, manner: Manner): string {
  return mark.type === "link" ? "[" : sign(mark, manner);
}

function closing(mark: Mark, manner: Manner): string {
  return mark.type === "link" ? `](${writeHref(mark.attrs.href)})` : sign(mark, manner);
}

function sign(mark: Mark, manner: Manner): string {
  if (mark.type === "bold") return "**";
  return mark.type === "strike" ? "~~" : manner.italic;
}

function writeHref(href: string): string {
  return href.replace(/[\s()<>\\]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function writeNode(node: Inline, manner: Manner): string {
  if (node.type === "mention") return `[@${node.attrs.label.replace(/[\\[\]]/g, String.raw`\$&`)}](veche:${node.attrs.target})`;
  const isCode = manner.hasMarks && (node.marks ?? []).some(({ type }) => type === "code");
  if (isCode) return writeCode(node.text);
  return manner.escapes ? escapeText(node.text) : node.text;
}

function writeCode(text: string): string {
  const fence = "`".repeat(longestRun(text) + 1);
  const pad = /^`|`$|^ .* $/.test(text) && text.trim() !== "" ? " " : "";
  return fence + pad + text + pad + fence;
}

/** @returns the length of the longest run of backticks */
export function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

/** Signs of Markdown become signs of the text; addresses stay whole. */
function escapeText(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(address)) {
    parts.push(escapeSigns(text.slice(from, found.index)), found[0]);
    from = found.index + found[0].length;
  }
  return [...parts, escapeSigns(text.slice(from))].join("");
}

function escapeSigns(text: string): string {
  return text.replace(/[\\`*_~[\]<>|!]/g, String.raw`\$&`);
}

/** What would make a line more than a line at its beginning, or a heading at its end. */
function escapeStart(line: string): string {
  return line
    .replace(/^[-+=#]/, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`)
    .replace(/(?<=\s)#+$/, (signs) => signs.replaceAll("#", String.raw`\#`));
}
