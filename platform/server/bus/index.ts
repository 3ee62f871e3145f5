export { LocalBus } from "./local.ts";
export type { Bus } from "./local.ts";
