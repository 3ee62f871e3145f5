import type { Editor } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import type { ResolvedPos } from "@tiptap/pm/model";

const oneAddress = /^https?:\/\/[^\s<>]+$/i;

/** Lines of a plain text are lines here, the empty ones too. */
export function parseLines(editor: Editor, text: string, context: ResolvedPos): Slice {
  const { schema } = editor;
  if (context.parent.type.spec.code === true) return new Slice(Fragment.from(schema.text(text)), 0, 0);
  const lines = text.trimEnd().split(/\r\n?|\n/);
  const paragraphs = lines.map((line) => schema.node("paragraph", null, line === "" ? undefined : schema.text(line)));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}

/** @returns the address when nothing else was pasted, else null */
export function takeAddress(clipboard: DataTransfer | null): string | null {
  const text = clipboard?.getData("text/plain").trim() ?? "";
  return oneAddress.test(text) ? text : null;
}

/** The pasted address becomes the link of what was selected. @returns false when nothing was */
export function linkSelected(editor: Editor, href: string): boolean {
  return !editor.state.selection.empty && editor.chain().setMark("link", { href }).run();
}

/** Where the address stands as a text, it becomes a link with a name. */
export function nameAddress(editor: Editor, address: string, link: { readonly href: string; readonly title: string }): void {
  if (editor.isDestroyed) return;
  const { doc, schema, tr } = editor.state;
  let place = -1;
  doc.descendants((node, position) => {
    const index = node.isText && node.marks.length === 0 ? (node.text ?? "").indexOf(address) : -1;
    if (index >= 0 && place < 0) place = position + index;
  });
  if (place < 0 || doc.resolve(place).parent.type.spec.code === true) return;
  const named = schema.text(link.title, [schema.mark("link", { href: link.href })]);
  editor.view.dispatch(tr.replaceWith(place, place + address.length, named));
}
