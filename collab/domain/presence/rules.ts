import type { Presence } from "./types.ts";

/** What one device says of its person. */
export type DeviceState = "online" | "away";

/** One state out of many devices: nobody connected is offline; do not disturb goes before what the devices see; one that is used is enough. */
export function computePresenceState(devices: Iterable<DeviceState>, isDoNotDisturb: boolean): Presence["state"] {
  const states = new Set(devices);
  if (states.size === 0) return "offline";
  if (isDoNotDisturb) return "doNotDisturb";
  return states.has("online") ? "online" : "away";
}
