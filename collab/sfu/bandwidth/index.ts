export { allocate } from "./allocation.ts";
export type { Demand } from "./allocation.ts";
export { BandwidthEstimator } from "./estimator.ts";
export type { ArrivedPacket } from "./estimator.ts";
export type { LineState } from "./trend.ts";
