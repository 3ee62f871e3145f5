import { Lexer } from "marked";
import type { Token, Tokens } from "marked";
import { isSafeHref } from "./href.ts";

/**
 * A text as it is shown: a closed list of shapes, so nothing of a text can become markup of its own.
 * `Own` are the shapes that a program adds, such as mentions.
 */
export type Node<Own = never> =
  | Own
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "strong" | "emphasis" | "deleted"; readonly children: readonly Node<Own>[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "break" | "rule" }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Node<Own>[] }
  | { readonly type: "paragraph" | "quote" | "item"; readonly children: readonly Node<Own>[] }
  | { readonly type: "heading"; readonly depth: number; readonly children: readonly Node<Own>[] }
  | { readonly type: "codeBlock"; readonly text: string; readonly language: string }
  | { readonly type: "list"; readonly isOrdered: boolean; readonly start: number; readonly children: readonly Node<Own>[] }
  | TableNode<Own>;

export interface TableNode<Own> {
  readonly type: "table";
  readonly aligns: readonly ("left" | "center" | "right" | null)[];
  readonly head: readonly (readonly Node<Own>[])[];
  readonly rows: readonly (readonly (readonly Node<Own>[])[])[];
}

/** What stands as `[text](href)`, or as `![text](href)`. */
export interface Reference {
  readonly isImage: boolean;
  readonly href: string;
  readonly text: string;
  /** as it is written */
  readonly raw: string;
}

/** @returns the program's own shape for a link or an image; undefined: the usual one */
export type ReadReference<Own> = (reference: Reference) => Node<Own> | undefined;

/** @param text Markdown; HTML in it is shown as text @returns its blocks; an image is a link to it */
export function parseMarkdown<Own = never>(text: string, readReference: ReadReference<Own> = () => undefined): readonly Node<Own>[] {
  return new Parser(readReference).toNodes(new Lexer({ gfm: true, breaks: true }).lex(text));
}

class Parser<Own> {
  readonly #readReference: ReadReference<Own>;

  constructor(readReference: ReadReference<Own>) {
    this.#readReference = readReference;
  }

  toNodes(tokens: readonly Token[] | undefined): readonly Node<Own>[] {
    return (tokens ?? []).flatMap((token) => this.#toNode(token));
  }

  #toNode(token: Token): readonly Node<Own>[] {
    switch (token.type) {
      case "space":
      case "def":
        return [];
      case "paragraph":
        return [{ type: "paragraph", children: this.toNodes(token.tokens) }];
      case "heading":
        return [{ type: "heading", depth: (token as Tokens.Heading).depth, children: this.toNodes(token.tokens) }];
      case "blockquote":
        return [{ type: "quote", children: this.toNodes(token.tokens) }];
      case "code":
        return [{ type: "codeBlock", text: (token as Tokens.Code).text, language: (token as Tokens.Code).lang ?? "" }];
      case "list":
        return [this.#toList(token as Tokens.List)];
      case "table":
        return [this.#toTable(token as Tokens.Table)];
      case "hr":
        return [{ type: "rule" }];
      default:
        return this.#toInline(token);
    }
  }

  #toInline(token: Token): readonly Node<Own>[] {
    switch (token.type) {
      case "strong":
        return [{ type: "strong", children: this.toNodes(token.tokens) }];
      case "em":
        return [{ type: "emphasis", children: this.toNodes(token.tokens) }];
      case "del":
        return [{ type: "deleted", children: this.toNodes(token.tokens) }];
      case "codespan":
        return [{ type: "code", text: (token as Tokens.Codespan).text }];
      case "br":
        return [{ type: "break" }];
      case "link":
        return [this.#toLink(token as Tokens.Link)];
      case "image":
        return [this.#toImage(token as Tokens.Image)];
      case "text":
        return token.tokens ? this.toNodes(token.tokens) : [{ type: "text", text: (token as Tokens.Text).text }];
      case "escape":
        return [{ type: "text", text: (token as Tokens.Escape).text }];
      case "checkbox":
        return [{ type: "text", text: (token as Tokens.Checkbox).checked ? "☑ " : "☐ " }];
      default:
        return [{ type: "text", text: token.raw }];
    }
  }

  #toLink({ href, text, raw, tokens }: Tokens.Link): Node<Own> {
    const own = this.#readReference({ isImage: false, href, text, raw });
    return own ?? (isSafeHref(href) ? { type: "link", href, children: this.toNodes(tokens) } : { type: "text", text });
  }

  #toImage({ href, text, raw }: Tokens.Image): Node<Own> {
    const own = this.#readReference({ isImage: true, href, text, raw });
    const shown = { type: "text", text: text || href } as const;
    return own ?? (isSafeHref(href) ? { type: "link", href, children: [shown] } : shown);
  }

  #toList(token: Tokens.List): Node<Own> {
    const children = token.items.map((item): Node<Own> => ({ type: "item", children: this.toNodes(item.tokens) }));
    return { type: "list", isOrdered: token.ordered, start: typeof token.start === "number" ? token.start : 1, children };
  }

  #toTable(token: Tokens.Table): Node<Own> {
    return {
      type: "table",
      aligns: token.align,
      head: token.header.map((cell) => this.toNodes(cell.tokens)),
      rows: token.rows.map((row) => row.map((cell) => this.toNodes(cell.tokens))),
    };
  }
}
