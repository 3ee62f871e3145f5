export * from "./api.ts";
export * from "./types.ts";
