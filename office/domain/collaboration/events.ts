import { event } from "@veche/kernel";

/** Connected, disconnected, parked: to everybody; take `collaboration.get` anew. The Discussions tab follows without a reload. */
export const connectionChanged = event("collaboration.changed", {});
