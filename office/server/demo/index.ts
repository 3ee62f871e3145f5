export * from "./company.ts";
export * from "./types.ts";
