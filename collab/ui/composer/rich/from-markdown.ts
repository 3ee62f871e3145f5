import { parseMessage } from "../../view/index.ts";
import type { Node } from "../../view/index.ts";
import { buildParagraph } from "./document.ts";
import type { Block, Doc, Item } from "./document.ts";
import { toLines, toOneLine } from "./lines.ts";
import { toTableSource } from "./table.ts";
import { tidyBlocks } from "./tidy.ts";

const inlineTypes = new Set<Node["type"]>(["text", "strong", "emphasis", "deleted", "code", "break", "link", "mention"]);

/** @returns the text of a message as the editor holds it; at least one line */
export function parseDocument(markdown: string): Doc {
  const content = toBlocks(parseMessage(markdown));
  return { type: "doc", content: content.length === 0 ? [{ type: "paragraph" }] : content };
}

/** @returns blocks in their tidy form */
export function toBlocks(nodes: readonly Node[]): readonly Block[] {
  const blocks: Block[] = [];
  let line: Node[] = [];
  const endLine = (): void => {
    if (line.length > 0) pushParagraph(blocks, line);
    line = [];
  };
  for (const node of nodes) {
    if (inlineTypes.has(node.type)) line.push(node);
    else {
      endLine();
      if (node.type === "paragraph") pushParagraph(blocks, node.children);
      else blocks.push(toBlock(node));
    }
  }
  endLine();
  return tidyBlocks(blocks);
}

/** A paragraph becomes its lines; between two of them stands an empty one. */
function pushParagraph(blocks: Block[], nodes: readonly Node[]): void {
  if (blocks.at(-1)?.type === "paragraph") blocks.push({ type: "paragraph" });
  blocks.push(...toLines(nodes).map(buildParagraph));
}

function toBlock(node: Node): Block {
  switch (node.type) {
    case "heading":
      return { type: "heading", attrs: { level: node.depth }, content: toOneLine(node.children) };
    case "quote":
      return { type: "blockquote", content: toBlocks(node.children) };
    case "codeBlock":
      return {
        type: "codeBlock",
        attrs: { language: /^[^`\s]+/.exec(node.language)?.[0] ?? null },
        content: node.text === "" ? [] : [{ type: "text", text: node.text }],
      };
    case "list": {
      const content = node.children.map(toItem);
      return node.isOrdered ? { type: "orderedList", attrs: { start: node.start }, content } : { type: "bulletList", content };
    }
    case "table":
      return { type: "source", content: [{ type: "text", text: toTableSource(node) }] };
    default:
      return { type: "horizontalRule" };
  }
}

function toItem(node: Node): Item {
  return { type: "listItem", content: toBlocks("children" in node ? node.children : []) };
}
