export { measureCall, packetsPerSecond, payloadBytes } from "./call.ts";
export type { CallFigures, CallPlan } from "./call.ts";
export { startOurMedia } from "./our-media.ts";
export { measureBesideJanus } from "./side-by-side.ts";
