import type { Editor } from "@tiptap/core";
import type { FormatName } from "../field.ts";

const names: Readonly<Record<FormatName, string>> = {
  bold: "bold",
  italic: "italic",
  strike: "strike",
  link: "link",
  bullets: "bulletList",
  numbers: "orderedList",
  quote: "blockquote",
  code: "code",
};

/** @returns the formats the caret stands in */
export function listActive(editor: Editor): ReadonlySet<FormatName> {
  const isActive = (name: FormatName): boolean => editor.isActive(names[name]) || (name === "code" && editor.isActive("codeBlock"));
  return new Set((Object.keys(names) as FormatName[]).filter(isActive));
}

/** Gives the selection a format, or takes it away. */
export function toggleFormat(editor: Editor, name: Exclude<FormatName, "link">): void {
  const chain = editor.chain().focus();
  switch (name) {
    case "bold":
      return void chain.toggleBold().run();
    case "italic":
      return void chain.toggleItalic().run();
    case "strike":
      return void chain.toggleStrike().run();
    case "bullets":
      return void chain.toggleBulletList().run();
    case "numbers":
      return void chain.toggleOrderedList().run();
    case "quote":
      return void chain.toggleBlockquote().run();
    default:
      return toggleCode(editor);
  }
}

/** Inside a line: code in the line. Several lines or an empty one: a block. */
function toggleCode(editor: Editor): void {
  const { $from, $to, from, to } = editor.state.selection;
  const chain = editor.chain().focus();
  if (editor.isActive("codeBlock") || $from.parent.content.size === 0) return void chain.toggleCodeBlock().run();
  if ($from.sameParent($to)) return void chain.toggleCode().run();
  const text = editor.state.doc.textBetween(from, to, "\n", "\n");
  chain.insertContentAt({ from, to }, { type: "codeBlock", content: [{ type: "text", text }] }).run();
}
