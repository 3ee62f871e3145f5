export type { Connection } from "./connection.ts";
export { LiveHub } from "./hub.ts";
export type { Delivery, Recipients } from "./hub.ts";
export { openLive } from "./live.ts";
export type { Live, LiveOptions, Recognised } from "./live.ts";
export { serveUpgrades } from "./upgrades.ts";
