import type { Node } from "../../view/index.ts";
import { buildText } from "./document.ts";
import type { Inline, Mark } from "./document.ts";
import { tidyLine } from "./tidy.ts";

const markOfType = { strong: "bold", emphasis: "italic", deleted: "strike" } as const;

/** @returns the lines of an inline text, tidy; at least one */
export function toLines(nodes: readonly Node[]): readonly (readonly Inline[])[] {
  const lines: Inline[][] = [[]];
  const visit = (children: readonly Node[], marks: readonly Mark[]): void => {
    for (const node of children) visitNode(node, marks);
  };
  const addText = (text: string, marks: readonly Mark[]): void => {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)!.push(buildText(part, marks));
    }
  };
  const visitNode = (node: Node, marks: readonly Mark[]): void => {
    if (node.type === "break") lines.push([]);
    else if (node.type === "code") addText(node.text, [...marks, { type: "code" }]);
    else if (node.type === "text") addText(node.text, marks);
    else if (node.type === "mention") lines.at(-1)!.push(toMention(node, marks));
    else if (node.type === "link") visit(node.children, [...marks, { type: "link", attrs: { href: node.href } }]);
    else if (node.type === "strong" || node.type === "emphasis" || node.type === "deleted") {
      visit(node.children, [...marks, { type: markOfType[node.type] }]);
    }
  };
  visit(nodes, []);
  return lines.map(tidyLine);
}

function toMention({ kind, id, label }: Extract<Node, { type: "mention" }>, marks: readonly Mark[]): Inline {
  return { type: "mention", attrs: { label, target: kind === "everybody" ? kind : `${kind}/${id}` }, marks };
}

export function toOneLine(nodes: readonly Node[]): readonly Inline[] {
  return tidyLine(toLines(nodes).flatMap((line) => [buildText(" ", []), line].flat()));
}
