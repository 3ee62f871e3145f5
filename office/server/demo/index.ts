export * from "./company.ts";
export { fillDemo } from "./fill.ts";
export type { FillingDoors } from "./fill.ts";
export * from "./types.ts";
