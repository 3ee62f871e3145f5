export { useLongPress } from "./long-press.ts";
export { listRecordPaths, parseMessage } from "./markdown.ts";
export type { MentionNode, Node } from "./markdown.ts";
export { continues, layOutMessages } from "./rows.ts";
export type { ThreadRow } from "./rows.ts";
export { fitPicture, listReaders, toFileLook, toFirstName } from "./seen.ts";
