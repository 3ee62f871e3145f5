import { useSyncExternalStore } from "react";

/** Whether this device shows notifications of the system. refused: the browser forbids them · absent: it has none */
export type DesktopState = "on" | "off" | "refused" | "absent";

const wishName = "veche-desktop-notifications";
const listeners = new Set<() => void>();

/** @returns the state now: the person must have asked for them on this device, and the browser allow them */
export function readDesktopState(): DesktopState {
  if (!("Notification" in globalThis)) return "absent";
  if (Notification.permission === "denied") return "refused";
  return Notification.permission === "granted" && localStorage.getItem(wishName) !== "off" ? "on" : "off";
}

/** Turns them on, asking the browser when it was never asked, or off. Call it on a click. */
export async function setDesktop(isWanted: boolean): Promise<void> {
  localStorage.setItem(wishName, isWanted ? "on" : "off");
  if (isWanted && readDesktopState() === "off") await Notification.requestPermission();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDesktopState(): DesktopState {
  return useSyncExternalStore(subscribe, readDesktopState);
}
