export * from "./api.ts";
export * from "./events.ts";
export * from "./keys.ts";
export * from "./rules.ts";
export * from "./types.ts";
