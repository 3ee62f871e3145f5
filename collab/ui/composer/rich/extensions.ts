import { InputRule, Mark, Node } from "@tiptap/core";
import type { Extensions } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { Placeholder, UndoRedo } from "@tiptap/extensions";
import { isSafeHref } from "@veche/web/markdown";

const Mention = Node.create<{ className: string }>({
  name: "mention",
  addOptions: () => ({ className: "" }),
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({ label: { default: "" }, target: { default: "" } }),
  parseHTML: () => [
    {
      tag: "span[data-mention]",
      getAttrs: (element) => ({ label: element.textContent.replace(/^@/, ""), target: element.dataset["mention"] ?? "" }),
    },
  ],
  renderHTML({ node }) {
    return ["span", { class: this.options.className, "data-mention": String(node.attrs["target"]) }, `@${String(node.attrs["label"])}`];
  },
  renderText: ({ node }) => `@${String(node.attrs["label"])}`,
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = element.getAttribute("href") ?? "";
        return isSafeHref(href) && { href };
      },
    },
  ],
  renderHTML: ({ mark }) => ["a", { href: String(mark.attrs["href"]) }, 0],
  addInputRules() {
    return [
      new InputRule({
        find: /\[([^\]\n]+)\]\(([^\s()]+)\)$/,
        handler: ({ state, range, match }) => {
          const [, label = "", href = ""] = match;
          if (isSafeHref(href)) state.tr.replaceWith(range.from, range.to, state.schema.text(label, [this.type.create({ href })]));
        },
      }),
    ];
  },
});

/** Markdown that has no shape in the editor, a table: it stays as it is written. */
const Source = Node.create({
  name: "source",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  parseHTML: () => [{ tag: "pre[data-source]", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", { "data-source": "" }, ["code", 0]],
});

/**
 * What a message may be made of.
 * @param placeholder asked anew at each drawing: it speaks the present language
 */
export function listExtensions(mentionClass: string, placeholder: () => string): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Heading,
    Blockquote,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    CodeBlock,
    Source,
    HorizontalRule,
    Link,
    Bold,
    Italic,
    Strike,
    Code.extend({ excludes: "" }),
    Mention.configure({ className: mentionClass }),
    UndoRedo,
    Placeholder.configure({ placeholder }),
  ];
}
