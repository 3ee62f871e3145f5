export * from "./api.ts";
export * from "./apply.ts";
export * from "./events.ts";
export * from "./rules.ts";
export * from "./types.ts";
