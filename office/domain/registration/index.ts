export * from "./api.ts";
export * from "./rules.ts";
export * from "./template.ts";
export * from "./types.ts";
