/** The text as the editor holds it: each line is a paragraph, so that Markdown typed at the beginning of any line takes shape. */
export interface Doc {
  readonly type: "doc";
  readonly content: readonly Block[];
}

export type Block =
  | { readonly type: "paragraph"; readonly content?: readonly Inline[] }
  | { readonly type: "heading"; readonly attrs: { readonly level: number }; readonly content?: readonly Inline[] }
  | { readonly type: "codeBlock"; readonly attrs: { readonly language: string | null }; readonly content?: readonly PlainText[] }
  | { readonly type: "blockquote"; readonly content: readonly Block[] }
  | { readonly type: "bulletList"; readonly content: readonly Item[] }
  | { readonly type: "orderedList"; readonly attrs: { readonly start: number }; readonly content: readonly Item[] }
  | { readonly type: "horizontalRule" }
  /** what the editor has no shape for, a table: its Markdown as it is written */
  | { readonly type: "source"; readonly content?: readonly PlainText[] };

export type Paragraph = Extract<Block, { type: "paragraph" }>;

/** Begins with a paragraph, which may be empty. */
export interface Item {
  readonly type: "listItem";
  readonly content: readonly Block[];
}

interface PlainText {
  readonly type: "text";
  readonly text: string;
}

export type Inline =
  | { readonly type: "text"; readonly text: string; readonly marks?: readonly Mark[] }
  | { readonly type: "mention"; readonly attrs: { readonly label: string; readonly target: string }; readonly marks?: readonly Mark[] };

export type Mark =
  | { readonly type: "link"; readonly attrs: { readonly href: string } }
  | { readonly type: "bold" | "italic" | "strike" | "code" };

/** Outermost first. */
const markOrder = ["link", "bold", "italic", "strike", "code"] as const;

export function isSameMark(a: Mark, b: Mark): boolean {
  return a.type === b.type && (a.type !== "link" || b.type !== "link" || a.attrs.href === b.attrs.href);
}

/** @returns each mark once, outermost first */
export function sortMarks(marks: readonly Mark[]): readonly Mark[] {
  return markOrder.flatMap((type) => marks.find((mark) => mark.type === type) ?? []);
}

export function buildText(text: string, marks: readonly Mark[]): Inline {
  return marks.length === 0 ? { type: "text", text } : { type: "text", text, marks };
}

export function buildParagraph(content: readonly Inline[]): Paragraph {
  return content.length === 0 ? { type: "paragraph" } : { type: "paragraph", content };
}

/** @returns the text of a code block or a source */
export function textOf(block: { readonly content?: readonly PlainText[] }): string {
  return (block.content ?? []).map(({ text }) => text).join("");
}

export function isBlank(block: Block): boolean {
  return block.type === "paragraph" && (block.content ?? []).length === 0;
}
