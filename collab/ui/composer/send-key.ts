import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const sendKeyName = "veche-send-key";
export type SendKey = "enter" | "ctrlEnter";

/** Which key sends, on this device. */
export function useSendKey(): readonly [SendKey, (key: SendKey) => void] {
  const key = useSyncExternalStore(subscribe, (): SendKey => (localStorage.getItem(sendKeyName) === "ctrlEnter" ? "ctrlEnter" : "enter"));
  const change = (next: SendKey): void => {
    localStorage.setItem(sendKeyName, next);
    for (const listener of listeners) listener();
  };
  return [key, change];
}
