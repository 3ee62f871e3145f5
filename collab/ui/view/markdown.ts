import { parseMarkdown, toOwnPath } from "@veche/web/markdown";
import type { Node as MarkdownNode } from "@veche/web/markdown";

export interface MentionNode {
  readonly type: "mention";
  readonly kind: "user" | "group" | "everybody";
  readonly id: string;
  readonly label: string;
}
/** The text of a message as it is shown. */
export type Node = MarkdownNode<MentionNode>;

const mentionHref = /^veche:(?:(user|group)\/([0-9a-f-]{36})|(everybody))$/i;

/** @param text Markdown of a message @returns its blocks; an image stays as it is written, for pictures come as files */
export function parseMessage(text: string): readonly Node[] {
  return parseMarkdown<MentionNode>(text, ({ isImage, href, text: label, raw }) =>
    isImage ? { type: "text", text: raw } : readMention(href, label),
  );
}

function readMention(href: string, label: string): MentionNode | undefined {
  const mention = mentionHref.exec(href);
  if (!mention) return undefined;
  const kind = (mention[3] ?? mention[1] ?? "user").toLowerCase() as MentionNode["kind"];
  return { type: "mention", kind, id: (mention[2] ?? "").toLowerCase(), label: unescapeLabel(label).replace(/^@/, "") };
}

function unescapeLabel(label: string): string {
  return label.replace(/\\([\\[\]])/g, "$1");
}

/** @returns paths in the application the text links to, each once, at most five; `origin` is that of the page */
export function listRecordPaths(nodes: readonly Node[], origin: string): readonly string[] {
  const paths = new Set<string>();
  const visit = (children: readonly Node[]): void => {
    for (const node of children) {
      if (node.type === "link") {
        const path = toOwnPath(node.href, origin);
        if (path !== null) paths.add(path);
      } else if ("children" in node) visit(node.children);
    }
  };
  visit(nodes);
  return [...paths].slice(0, 5);
}
