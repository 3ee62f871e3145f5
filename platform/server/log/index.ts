export { escapeControls, openLog } from "./log.ts";
export type { Log, LogLevel, LogOptions } from "./log.ts";
