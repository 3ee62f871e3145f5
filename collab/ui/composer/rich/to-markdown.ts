import { parseMessage } from "../../view/index.ts";
import { isBlank, textOf } from "./document.ts";
import type { Block, Doc, Item, Paragraph } from "./document.ts";
import { toBlocks } from "./from-markdown.ts";
import { longestRun, writeLine } from "./inline.ts";
import type { Manner } from "./inline.ts";
import { tidyDocument, toVisible } from "./tidy.ts";

/** From the plainest to the safest; the last one gives up what Markdown cannot say: a mark in the middle of signs. */
const manners: readonly Manner[] = [
  { escapes: false, italic: "*", hasMarks: true },
  { escapes: false, italic: "_", hasMarks: true },
  { escapes: true, italic: "*", hasMarks: true },
  { escapes: true, italic: "_", hasMarks: true },
  { escapes: true, italic: "*", hasMarks: false },
];

/** @returns the Markdown that shows as the text does in the editor; empty for a blank one */
export function writeMarkdown(doc: Doc): string {
  const blocks = tidyDocument(doc).content;
  const plain = writeBlocks(blocks, manners);
  return isRead(plain, blocks) ? plain : writeBlocks(blocks, manners.slice(2));
}

function isRead(markdown: string, blocks: readonly Block[]): boolean {
  return JSON.stringify(toVisible(toBlocks(parseMessage(markdown)))) === JSON.stringify(toVisible(blocks));
}

type Piece = { readonly type: "lines"; readonly lines: readonly Paragraph[] } | Exclude<Block, Paragraph>;

/** Lines that follow one another belong together: how one is read depends on the next. */
function gather(blocks: readonly Block[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const block of blocks) {
    const last = pieces.at(-1);
    if (block.type !== "paragraph") pieces.push(block);
    else if (last?.type === "lines") pieces[pieces.length - 1] = { type: "lines", lines: [...last.lines, block] };
    else pieces.push({ type: "lines", lines: [block] });
  }
  return pieces;
}

function writeBlocks(blocks: readonly Block[], ways: readonly Manner[], isItem = false): string {
  const pieces = gather(isItem && blocks.length > 1 && isBlank(blocks[0]!) ? blocks.slice(1) : blocks);
  let written = "";
  let isOtherSign = false;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    isOtherSign = before?.type === piece.type && !isOtherSign;
    if (before) written += isItem && before.type === "lines" && canInterrupt(piece) ? "\n" : "\n\n";
    written += writePiece(piece, { ways, isOtherSign, isItem: isItem && index === 0 });
  }
  return written;
}

function canInterrupt(piece: Piece): boolean {
  return piece.type === "bulletList" || (piece.type === "orderedList" && piece.attrs.start === 1);
}

interface Place {
  readonly ways: readonly Manner[];
  /** a list directly after another one takes the other sign, or they would be one */
  readonly isOtherSign: boolean;
  /** the beginning of a list item */
  readonly isItem: boolean;
}

function writePiece(piece: Piece, { ways, isOtherSign, isItem }: Place): string {
  switch (piece.type) {
    case "lines":
      return writeLines(piece.lines, ways, isItem);
    case "heading":
      return writeHeading(piece, ways);
    case "blockquote":
      return indent(writeBlocks(piece.content, ways), "> ", "> ");
    case "bulletList":
      return piece.content.map((item) => writeItem(item, isOtherSign ? "* " : "- ", ways)).join("\n");
    case "orderedList":
      return piece.content
        .map((item, index) => writeItem(item, `${piece.attrs.start + index}${isOtherSign ? ")" : "."} `, ways))
        .join("\n");
    case "codeBlock": {
      const fence = "`".repeat(Math.max(3, longestRun(textOf(piece)) + 1));
      return `${fence}${piece.attrs.language ?? ""}\n${textOf(piece)}\n${fence}`;
    }
    case "source":
      return textOf(piece);
    default:
      return "___";
  }
}

function writeLines(lines: readonly Paragraph[], ways: readonly Manner[], isItem: boolean): string {
  const write = (manner: Manner): string => lines.map(({ content }) => writeLine(content ?? [], manner)).join("\n");
  // In a list «[ ]» at the beginning is a box to tick.
  const isBox = isItem && /^\[[ x]\](?:\s|$)/i.test(write(ways[0]!));
  const possible = isBox ? ways.filter(({ escapes }) => escapes) : ways;
  return write(possible.find((manner) => isRead(write(manner), lines)) ?? possible.at(-1)!);
}

function writeHeading(heading: Extract<Block, { type: "heading" }>, ways: readonly Manner[]): string {
  const write = (manner: Manner): string => `${"#".repeat(heading.attrs.level)} ${writeLine(heading.content ?? [], manner)}`;
  return write(ways.find((manner) => isRead(write(manner), [heading])) ?? ways.at(-1)!);
}

function writeItem(item: Item, sign: string, ways: readonly Manner[]): string {
  return indent(writeBlocks(item.content, ways, true), sign, " ".repeat(sign.length));
}

/** Puts a sign before the first line and another before those that follow; blank lines get no spaces at their end. */
function indent(text: string, first: string, next: string): string {
  return text
    .split("\n")
    .map((line, index) => (line === "" ? (index === 0 ? first : next).trimEnd() : (index === 0 ? first : next) + line))
    .join("\n");
}
