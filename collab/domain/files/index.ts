export * from "./api.ts";
export * from "./types.ts";
export * from "./rules.ts";
