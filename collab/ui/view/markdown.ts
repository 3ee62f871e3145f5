import { Lexer } from "marked";
import type { Token, Tokens } from "marked";

/** A text as it is shown: a closed list of shapes, so nothing of a message can become markup of its own. */
export type Node =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "strong" | "emphasis" | "deleted"; readonly children: readonly Node[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "break" | "rule" }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Node[] }
  | { readonly type: "mention"; readonly kind: "user" | "group" | "everybody"; readonly id: string; readonly label: string }
  | { readonly type: "paragraph" | "quote" | "item"; readonly children: readonly Node[] }
  | { readonly type: "heading"; readonly depth: number; readonly children: readonly Node[] }
  | { readonly type: "codeBlock"; readonly text: string; readonly language: string }
  | { readonly type: "list"; readonly isOrdered: boolean; readonly start: number; readonly children: readonly Node[] }
  | { readonly type: "table"; readonly head: readonly (readonly Node[])[]; readonly rows: readonly (readonly (readonly Node[])[])[] };

const mentionHref = /^veche:(?:(user|group)\/([0-9a-f-]{36})|(everybody))$/i;
const safeHref = /^(?:https?:|mailto:|tel:|\/(?!\/))/i;

/** Whether an address may stand in a message as a link. */
export function isSafeHref(href: string): boolean {
  return safeHref.test(href);
}

/** @param text Markdown of a message; HTML in it is shown as text @returns its blocks */
export function parseMarkdown(text: string): readonly Node[] {
  return toNodes(new Lexer({ gfm: true, breaks: true }).lex(text));
}

function toNodes(tokens: readonly Token[] | undefined): readonly Node[] {
  return (tokens ?? []).flatMap((token) => toNode(token));
}

function toNode(token: Token): readonly Node[] {
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "paragraph":
      return [{ type: "paragraph", children: toNodes(token.tokens) }];
    case "heading":
      return [{ type: "heading", depth: (token as Tokens.Heading).depth, children: toNodes(token.tokens) }];
    case "blockquote":
      return [{ type: "quote", children: toNodes(token.tokens) }];
    case "code":
      return [{ type: "codeBlock", text: (token as Tokens.Code).text, language: (token as Tokens.Code).lang ?? "" }];
    case "list":
      return [toList(token as Tokens.List)];
    case "table":
      return [toTable(token as Tokens.Table)];
    case "hr":
      return [{ type: "rule" }];
    default:
      return toInline(token);
  }
}

function toInline(token: Token): readonly Node[] {
  switch (token.type) {
    case "strong":
      return [{ type: "strong", children: toNodes(token.tokens) }];
    case "em":
      return [{ type: "emphasis", children: toNodes(token.tokens) }];
    case "del":
      return [{ type: "deleted", children: toNodes(token.tokens) }];
    case "codespan":
      return [{ type: "code", text: (token as Tokens.Codespan).text }];
    case "br":
      return [{ type: "break" }];
    case "link":
      return [toLink(token as Tokens.Link)];
    case "text":
      return token.tokens ? toNodes(token.tokens) : [{ type: "text", text: (token as Tokens.Text).text }];
    case "escape":
      return [{ type: "text", text: (token as Tokens.Escape).text }];
    case "checkbox":
      return [{ type: "text", text: (token as Tokens.Checkbox).checked ? "☑ " : "☐ " }];
    default:
      return [{ type: "text", text: token.raw }];
  }
}

function toLink(token: Tokens.Link): Node {
  const mention = mentionHref.exec(token.href);
  if (mention) {
    const kind = (mention[3] ?? mention[1] ?? "user").toLowerCase() as "user" | "group" | "everybody";
    return { type: "mention", kind, id: (mention[2] ?? "").toLowerCase(), label: unescapeLabel(token.text).replace(/^@/, "") };
  }
  const children = toNodes(token.tokens);
  return isSafeHref(token.href) ? { type: "link", href: token.href, children } : { type: "text", text: token.text };
}

function unescapeLabel(label: string): string {
  return label.replace(/\\([\\[\]])/g, "$1");
}

function toList(token: Tokens.List): Node {
  const children = token.items.map((item): Node => ({ type: "item", children: toNodes(item.tokens) }));
  return { type: "list", isOrdered: token.ordered, start: typeof token.start === "number" ? token.start : 1, children };
}

function toTable(token: Tokens.Table): Node {
  return {
    type: "table",
    head: token.header.map((cell) => toNodes(cell.tokens)),
    rows: token.rows.map((row) => row.map((cell) => toNodes(cell.tokens))),
  };
}

/** @returns paths in the application the text links to, each once, at most five; `origin` is that of the page */
export function listRecordPaths(nodes: readonly Node[], origin: string): readonly string[] {
  const paths = new Set<string>();
  const visit = (children: readonly Node[]): void => {
    for (const node of children) {
      if (node.type === "link") {
        const path = toRecordPath(node.href, origin);
        if (path !== null) paths.add(path);
      } else if ("children" in node) visit(node.children);
    }
  };
  visit(nodes);
  return [...paths].slice(0, 5);
}

/** @returns the path when the link leads into this application, else null */
export function toRecordPath(href: string, origin: string): string | null {
  if (href.startsWith("/")) return href;
  return href.startsWith(`${origin}/`) ? href.slice(origin.length) : null;
}
