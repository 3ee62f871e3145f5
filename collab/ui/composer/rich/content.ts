import type { JSONContent } from "@tiptap/core";
import type { Doc } from "./document.ts";
import { parseDocument } from "./from-markdown.ts";

/** @returns Markdown as the editor takes it */
export function parseContent(markdown: string): JSONContent {
  // The editor never writes into what it is given, though its type does not say so.
  return parseDocument(markdown) as unknown as JSONContent;
}

/** @returns what the editor holds, in the closed form that becomes Markdown */
export function toDoc(content: JSONContent): Doc {
  return content as unknown as Doc;
}
