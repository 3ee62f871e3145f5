import type { Node } from "../../view/index.ts";
import { writeLine } from "./inline.ts";
import { toOneLine } from "./lines.ts";

type Table = Extract<Node, { type: "table" }>;

/** @returns a table as its Markdown */
export function toTableSource({ head, rows }: Table): string {
  return [toRow(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(toRow)].join("\n");
}

function toRow(cells: readonly (readonly Node[])[]): string {
  return `|${cells.map((cell) => ` ${toCell(cell)} |`).join("")}`;
}

function toCell(cell: readonly Node[]): string {
  const line = toOneLine(cell);
  const escapes = line.some((node) => node.type === "text" && /[\\`]/.test(node.text));
  return writeLine(line, { escapes, italic: "*", hasMarks: true }).replace(/(?<!\\)\|/g, String.raw`\|`);
}
