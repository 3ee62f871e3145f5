export { drawMarkdown, markdownClass, pageClass } from "./draw.tsx";
export type { MarkdownLook } from "./draw.tsx";
export { isSafeHref, toOwnPath } from "./href.ts";
export { parseMarkdown } from "./parse.ts";
export type { Node } from "./parse.ts";
