export * from "./api.ts";
export * from "./apply.ts";
export * from "./events.ts";
export * from "./folders.ts";
export * from "./policy.ts";
export * from "./rules.ts";
export * from "./types.ts";
