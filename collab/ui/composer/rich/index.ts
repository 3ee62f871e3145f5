export { openEditor } from "./editor.ts";
export type { EditorEvents, RichEditor } from "./editor.ts";
