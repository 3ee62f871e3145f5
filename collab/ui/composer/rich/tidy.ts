import { isSafeHref } from "@veche/web/markdown";
import { buildParagraph, buildText, isBlank, isSameMark, sortMarks, textOf } from "./document.ts";
import type { Block, Doc, Inline, Item, Mark } from "./document.ts";

const none: readonly Mark[] = [];

/** @returns the text without what Markdown cannot say: blank ends, spaces at the edge of a mark, empty lists. Of equal texts the form is equal. */
export function tidyDocument(doc: Doc): Doc {
  return { type: "doc", content: tidyBlocks(doc.content) };
}

export function tidyBlocks(blocks: readonly Block[]): readonly Block[] {
  const tidy = blocks.flatMap(tidyBlock);
  return tidy.filter((block, index) => {
    if (!isBlank(block)) return true;
    const [before, after] = [tidy[index - 1], tidy.slice(index + 1).find((next) => !isBlank(next))];
    return before?.type === "paragraph" && !isBlank(before) && after?.type === "paragraph";
  });
}

function tidyBlock(block: Block): readonly Block[] {
  switch (block.type) {
    case "paragraph":
      return [buildParagraph(tidyLine(block.content ?? []))];
    case "heading":
      return tidyHeading(block);
    case "blockquote": {
      const content = tidyBlocks(block.content);
      return content.length === 0 ? [] : [{ type: "blockquote", content }];
    }
    case "bulletList":
    case "orderedList": {
      const content = block.content.flatMap(tidyItem);
      return content.length === 0 ? [] : [{ ...block, content }];
    }
    case "codeBlock":
    case "source": {
      const text = textOf(block).trimEnd();
      return text === "" ? [] : [{ ...block, content: [{ type: "text", text }] }];
    }
    default:
      return [block];
  }
}

function tidyHeading(block: Extract<Block, { type: "heading" }>): readonly Block[] {
  const content = tidyLine(block.content ?? []);
  return content.length === 0 ? [] : [{ type: "heading", attrs: { level: block.attrs.level }, content }];
}

function tidyItem(item: Item): readonly Item[] {
  const content = tidyBlocks(item.content);
  if (content.length === 0) return [];
  return [{ type: "listItem", content: content[0]!.type === "paragraph" ? content : [{ type: "paragraph" }, ...content] }];
}

/** A line without blank ends; neighbours with the same marks are one. */
export function tidyLine(content: readonly Inline[]): readonly Inline[] {
  const pieces = content.map(sortNodeMarks).map(dropPlainLink).flatMap(splitEdges);
  const placed = pieces.map((piece, index) => (isSpace(piece) ? buildText(piece.text, sharedMarks(pieces, index)) : piece));
  const first = placed.findIndex((piece) => !isSpace(piece));
  const last = placed.findLastIndex((piece) => !isSpace(piece));
  return first < 0 ? [] : mergeTexts(placed.slice(first, last + 1)).map(dropPlainLink);
}

function sortNodeMarks(node: Inline): Inline {
  const marks = sortMarks((node.marks ?? none).filter((mark) => mark.type !== "link" || isSafeHref(mark.attrs.href)));
  return node.type === "text"
    ? buildText(node.text, marks)
    : { type: "mention", attrs: node.attrs, ...(marks.length > 0 ? { marks } : {}) };
}

function isCode(node: Inline): boolean {
  return (node.marks ?? none).some(({ type }) => type === "code");
}

function isSpace(node: Inline): node is Extract<Inline, { type: "text" }> {
  return node.type === "text" && !isCode(node) && node.text.trim() === "";
}

function splitEdges(node: Inline): readonly Inline[] {
  if (node.type !== "text" || isCode(node)) return [node];
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(node.text) ?? [];
  return [before, core, after].filter((text) => text !== "").map((text) => buildText(text, node.marks ?? none));
}

/** A space belongs to a mark when what stands on both sides does. */
function sharedMarks(pieces: readonly Inline[], index: number): readonly Mark[] {
  const before = pieces.slice(0, index).findLast((piece) => !isSpace(piece));
  const after = pieces.slice(index + 1).find((piece) => !isSpace(piece));
  const following = after?.marks ?? none;
  return (before?.marks ?? none).filter((mark) => mark.type !== "code" && following.some((other) => isSameMark(mark, other)));
}

function mergeTexts(nodes: readonly Inline[]): readonly Inline[] {
  const merged: Inline[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (last?.type === "text" && node.type === "text" && hasSameMarks(last, node)) {
      merged[merged.length - 1] = buildText(last.text + node.text, last.marks ?? none);
    } else merged.push(node);
  }
  return merged;
}

function hasSameMarks(a: Inline, b: Inline): boolean {
  const [one, other] = [a.marks ?? none, b.marks ?? none];
  return one.length === other.length && one.every((mark, index) => isSameMark(mark, other[index]!));
}

/** An address that is its own label needs no mark: it becomes a link by itself. */
function dropPlainLink(node: Inline): Inline {
  const link = node.marks?.find((mark) => mark.type === "link");
  if (node.type !== "text" || !link || !isOwnLabel(node.text, link.attrs.href)) return node;
  return buildText(
    node.text,
    (node.marks ?? none).filter((mark) => mark !== link),
  );
}

function isOwnLabel(label: string, href: string): boolean {
  if (/^https?:\/\//i.test(label)) return href === label;
  if (/^www\./i.test(label)) return href === `http://${label}`;
  return label.includes("@") && href === `mailto:${label}`;
}

/** @returns the blocks as they look: a space has no marks. Two texts that look alike are equal. */
export function toVisible(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    if (block.type === "paragraph" || block.type === "heading")
      return { ...block, ...(block.content && { content: bareSpaces(block.content) }) };
    if (block.type === "blockquote") return { ...block, content: toVisible(block.content) };
    if (block.type !== "bulletList" && block.type !== "orderedList") return block;
    return { ...block, content: block.content.map((item) => ({ ...item, content: toVisible(item.content) })) };
  });
}

function bareSpaces(content: readonly Inline[]): readonly Inline[] {
  const pieces = content.flatMap((node) => {
    if (node.type !== "text" || isCode(node)) return [node];
    return node.text.split(/(\s+)/u).map((text) => buildText(text, text.trim() === "" ? none : (node.marks ?? none)));
  });
  return mergeTexts(pieces.filter((node) => node.type !== "text" || node.text !== ""));
}
