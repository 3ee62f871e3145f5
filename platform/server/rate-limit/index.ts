export { consume, deleteFullLimits } from "./store.ts";
export type { RateLimit } from "./store.ts";
