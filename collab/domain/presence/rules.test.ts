import { expect, it } from "vitest";
import { computePresenceState } from "./rules.ts";

it.each([
  [[], false, "offline"],
  [[], true, "offline"],
  [["away"], false, "away"],
  [["away", "online"], false, "online"],
  [["away", "online"], true, "doNotDisturb"],
] as const)("devices %j, do not disturb %s: %s", (devices, isDoNotDisturb, state) => {
  expect(computePresenceState(devices, isDoNotDisturb)).toBe(state);
});
