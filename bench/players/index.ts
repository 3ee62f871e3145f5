export { Crowd } from "./crowd.ts";
export { computeDistribution } from "./distribution.ts";
export { LivePlayer } from "./live-player.ts";
export type { Counts, Distribution, OpenLoopCounts, Order, Return, Room, Span } from "./orders.ts";
export { TokenSigner } from "./token-signer.ts";
