export { useLive } from "./hook.ts";
export { computeRetryDelay, openLive } from "./live.ts";
export type { LiveOptions, LiveStatus } from "./live.ts";
