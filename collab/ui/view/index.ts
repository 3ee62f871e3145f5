export { useLongPress } from "./long-press.ts";
export { isSafeHref, listRecordPaths, parseMarkdown, toRecordPath } from "./markdown.ts";
export type { Node } from "./markdown.ts";
export { continues, layOutMessages } from "./rows.ts";
export type { ThreadRow } from "./rows.ts";
export { fitPicture, listReaders, toFileLook, toFirstName } from "./seen.ts";
