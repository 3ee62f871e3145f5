import type { CallDeviceId } from "@veche/collab-domain/calls";
import { newId } from "@veche/kernel";

const name = "veche-call-device";
let known: CallDeviceId | undefined;

/**
 * This page as a device of calls. It outlives a reload, so that one comes back into his call; a second page made from this one is another
 * device, for what the browser copies is only there while no page uses it.
 */
export function getDeviceId(): CallDeviceId {
  if (known) return known;
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  const id = (known = (kept ?? newId()) as CallDeviceId);
  addEventListener("pagehide", () => sessionStorage.setItem(name, id));
  addEventListener("pageshow", () => sessionStorage.removeItem(name));
  return id;
}
