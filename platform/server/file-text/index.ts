export { findTextKind, maxReadBytes, readFileText } from "./file-text.ts";
export type { TextKind } from "./kinds.ts";
