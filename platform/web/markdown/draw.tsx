import { createElement, Fragment } from "react";
import type { ComponentType, ReactNode } from "react";
import classes from "./markdown.module.css";
import type { Node, TableNode } from "./parse.ts";

/** How a text looks, also while it is being written: dense, as in a message. */
export const markdownClass = classes.markdown!;
/** How it looks as a page. */
export const pageClass = `${classes.markdown} ${classes.page}`;

/** What differs from one place to another. */
export interface MarkdownLook<Own = never> {
  /** gets only safe addresses */
  readonly Link: ComponentType<{ readonly href: string; readonly children: ReactNode }>;
  /** draws the program's own shapes */
  readonly drawOwn?: (node: Own) => ReactNode;
  /** a message has none: its headings are strong lines; those of a page stand below its title */
  readonly hasHeadings?: boolean;
}

type Typed = { readonly type: string };
type Draw<Own> = (nodes: readonly Node<Own>[]) => ReactNode;

const plainTags = {
  strong: "strong",
  emphasis: "em",
  deleted: "del",
  paragraph: "p",
  quote: "blockquote",
  item: "li",
} as const;
const headingTags = ["h2", "h2", "h3", "h4", "h4", "h4"] as const;

/** Elements side by side: the tree of a text never changes its order, so that none needs a key. */
function put(tag: string | typeof Fragment, children: readonly ReactNode[]): ReactNode {
  return createElement(tag, null, ...children);
}

function drawTable<Own extends Typed>({ aligns, head, rows }: TableNode<Own>, draw: Draw<Own>): ReactNode {
  const cellsOf = (tag: "th" | "td", cells: readonly (readonly Node<Own>[])[]): ReactNode =>
    put(
      "tr",
      cells.map((cell, index) => createElement(tag, { style: { textAlign: aligns[index] ?? undefined } }, draw(cell))),
    );
  return (
    <table>
      <thead>{cellsOf("th", head)}</thead>
      {put(
        "tbody",
        rows.map((row) => cellsOf("td", row)),
      )}
    </table>
  );
}

function drawNode<Own extends Typed>(node: Node<Own>, look: MarkdownLook<Own>): ReactNode {
  const draw: Draw<Own> = (nodes) => drawMarkdown(nodes, look);
  const shape = node as Node;
  switch (shape.type) {
    case "text":
      return shape.text;
    case "code":
      return <code>{shape.text}</code>;
    case "break":
      return <br />;
    case "rule":
      return <hr />;
    case "link":
      return <look.Link href={shape.href}>{draw(shape.children)}</look.Link>;
    case "heading": {
      const Heading = look.hasHeadings ? (headingTags[shape.depth - 1] ?? "h4") : "p";
      return <Heading className={classes.heading}>{draw(shape.children)}</Heading>;
    }
    case "codeBlock":
      return (
        <pre>
          <code>{shape.text}</code>
        </pre>
      );
    case "list":
      return shape.isOrdered ? <ol start={shape.start}>{draw(shape.children)}</ol> : <ul>{draw(shape.children)}</ul>;
    case "table":
      return drawTable(shape as TableNode<Own>, draw);
    case "strong":
    case "emphasis":
    case "deleted":
    case "paragraph":
    case "quote":
    case "item": {
      const Tag = plainTags[shape.type];
      return <Tag>{draw(shape.children)}</Tag>;
    }
    default:
      return look.drawOwn?.(node as Own);
  }
}

/** @returns Markdown as elements, never as HTML: nothing in a text can run */
export function drawMarkdown<Own extends Typed = never>(nodes: readonly Node<Own>[], look: MarkdownLook<Own>): ReactNode {
  return put(
    Fragment,
    nodes.map((node) => drawNode(node, look)),
  );
}
