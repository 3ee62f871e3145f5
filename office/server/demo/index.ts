export * from "./company.ts";
export { openDemo } from "./fill.ts";
export type { Demo, FillingDoors } from "./fill.ts";
export * from "./types.ts";
