export * from "./api.ts";
export * from "./apply.ts";
export * from "./events.ts";
export * from "./policy.ts";
export * as callRules from "./rules.ts";
export type { Caller, CallPlan } from "./rules.ts";
export * from "./types.ts";
