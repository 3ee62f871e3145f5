export { requireOwnFiles } from "./actions.ts";
export { keepUpload } from "./receiving.ts";
export { serveFiles } from "./serving.ts";
export { insertFile, listFileNames } from "./store.ts";
export type { FileRow } from "./store.ts";
