export { requireOwnFiles } from "./actions.ts";
export { findReadableFile, insertFile, listFileNames } from "./store.ts";
export type { FileRow } from "./store.ts";
