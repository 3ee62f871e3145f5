import { Editor } from "@tiptap/core";
import { findAsk } from "../ask.ts";
import type { Ask } from "../ask.ts";
import { takePastedFiles } from "../field.ts";
import type { FormatName } from "../field.ts";
import type { Suggestion } from "../suggesting.ts";
import { parseContent, toDoc } from "./content.ts";
import { listExtensions } from "./extensions.ts";
import { listActive, toggleFormat } from "./formats.ts";
import { linkSelected, nameAddress, parseLines, takeAddress } from "./pasting.ts";
import { writeMarkdown } from "./to-markdown.ts";

/** What the editor asks of the field it stands in. */
export interface EditorEvents {
  onChange(markdown: string): void;
  onFormats(names: ReadonlySet<FormatName>): void;
  onAsk(ask: Ask | null): void;
  /** @returns handled: the key writes nothing; newLine: as Enter in a text; null: the key writes */
  onKey(event: KeyboardEvent, place: { readonly isEmpty: boolean; readonly isInCode: boolean }): "handled" | "newLine" | null;
  onFiles(files: readonly File[]): void;
  /** a link is wanted where the caret stands; @param href of the link that is there, else empty */
  onLink(href: string): void;
  /** @returns the record an address leads to; null when it is none I may see */
  findRecord(address: string): Promise<{ readonly href: string; readonly title: string } | null>;
}

export interface EditorOptions {
  readonly element: HTMLElement;
  readonly markdown: string;
  readonly takesFocus: boolean;
  readonly fieldClass: string;
  readonly mentionClass: string;
  readonly placeholder: () => string;
  readonly events: EditorEvents;
}

export interface RichEditor {
  /** shows another text */
  load(markdown: string): void;
  /** puts the caret at the end */
  focus(): void;
  format(name: FormatName): void;
  /** gives the selected words a link, or takes it away */
  link(href: string | null): void;
  insert(text: string): void;
  /** puts what was chosen in the place of what was asked for */
  pick(suggestion: Suggestion, ask: Ask): void;
  /** what readers of the screen are told of the field; null takes an attribute away */
  describe(attributes: Readonly<Record<string, string | null>>): void;
  stop(): void;
}

/** Opens a field in which a text looks at once as it will in its message. */
export function openEditor({ element, markdown, takesFocus, fieldClass, mentionClass, placeholder, events }: EditorOptions): RichEditor {
  const keys = { isBreaking: false };
  const editor: Editor = new Editor({
    element,
    extensions: listExtensions(mentionClass, placeholder),
    content: parseContent(markdown),
    injectCSS: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
    editorProps: {
      attributes: { class: fieldClass, role: "textbox", "aria-multiline": "true" },
      clipboardTextParser: (text, context) => parseLines(editor, text, context),
      handleKeyDown: (_, event) => !keys.isBreaking && handleKey(editor, event, events, keys),
      handlePaste: (_, event) => handlePaste(editor, event, events),
      handleDrop: (_, event) => (event.dataTransfer?.files.length ?? 0) > 0,
    },
    onUpdate: () => events.onChange(writeMarkdown(toDoc(editor.getJSON()))),
    onTransaction: () => {
      events.onAsk(findAskOf(editor));
      events.onFormats(listActive(editor));
    },
    onBlur: () => events.onAsk(null),
  });
  if (takesFocus) takeFocus(editor);
  return {
    load: (text) => void editor.commands.setContent(parseContent(text), { emitUpdate: false }),
    focus: () => void editor.commands.focus("end"),
    format: (name) => (name === "link" ? events.onLink(String(editor.getAttributes("link")["href"] ?? "")) : toggleFormat(editor, name)),
    link: (href) => link(editor, href),
    insert: (text) => insert(editor, text),
    pick: (suggestion, ask) => pick(editor, suggestion, ask),
    describe: (attributes) => describe(editor.view.dom, attributes),
    stop: () => editor.destroy(),
  };
}

/** At once, where the editor's own command waits for a frame. */
function takeFocus(editor: Editor): void {
  editor.commands.setTextSelection(editor.state.doc.content.size);
  editor.view.focus();
}

function isInCode(editor: Editor): boolean {
  return editor.state.selection.$from.parent.type.spec.code === true;
}

function findAskOf(editor: Editor): Ask | null {
  const { $from, empty } = editor.state.selection;
  if (!empty || !editor.isFocused || isInCode(editor)) return null;
  return findAsk($from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC"));
}

function handleKey(editor: Editor, event: KeyboardEvent, events: EditorEvents, keys: { isBreaking: boolean }): boolean {
  const meaning = events.onKey(event, { isEmpty: editor.isEmpty, isInCode: isInCode(editor) });
  if (meaning !== "newLine") return meaning === "handled";
  keys.isBreaking = true;
  editor.commands.keyboardShortcut("Enter");
  keys.isBreaking = false;
  return true;
}

function handlePaste(editor: Editor, event: ClipboardEvent, events: EditorEvents): boolean {
  const files = takePastedFiles(event.clipboardData);
  if (files.length > 0) {
    events.onFiles(files);
    return true;
  }
  const address = isInCode(editor) ? null : takeAddress(event.clipboardData);
  if (address === null) return false;
  if (linkSelected(editor, address)) return true;
  editor.commands.insertContent({ type: "text", text: address });
  void events.findRecord(address).then((record) => record && nameAddress(editor, address, record));
  return true;
}

function link(editor: Editor, href: string | null): void {
  const isNew = editor.state.selection.empty && !editor.isActive("link");
  const chain = editor.chain().focus().extendMarkRange("link");
  if (href === null) chain.unsetMark("link").run();
  else if (isNew) chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  else chain.setMark("link", { href }).run();
}

function insert(editor: Editor, text: string): void {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, " ");
  const space = text === "@" && before !== "" && !/\s$/.test(before) ? " " : "";
  editor
    .chain()
    .focus()
    .insertContent({ type: "text", text: space + text })
    .run();
}

function pick(editor: Editor, suggestion: Suggestion, ask: Ask): void {
  const { from: to } = editor.state.selection;
  const space = { type: "text", text: " " };
  const content =
    suggestion.type === "emoji"
      ? [{ type: "text", text: suggestion.sign }, space]
      : [{ type: "mention", attrs: { label: suggestion.label, target: suggestion.target } }, space];
  editor
    .chain()
    .focus()
    .insertContentAt({ from: to - ask.query.length - 1, to }, content)
    .run();
}

function describe(element: HTMLElement, attributes: Readonly<Record<string, string | null>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
