import { useSyncExternalStore } from "react";

const prefix = "veche-draft:";
const listeners = new Set<() => void>();

function announce(): void {
  for (const listener of listeners) listener();
}

/** @returns the text somebody began to write in a conversation; empty when none */
export function readDraft(conversationId: string): string {
  return localStorage.getItem(prefix + conversationId) ?? "";
}

/** Keeps what is being written on this device. */
export function keepDraft(conversationId: string, text: string): void {
  if (text.trim() === "") localStorage.removeItem(prefix + conversationId);
  else localStorage.setItem(prefix + conversationId, text);
  announce();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraft(conversationId: string): string {
  return useSyncExternalStore(subscribe, () => readDraft(conversationId));
}

const sendKeyName = "veche-send-key";
export type SendKey = "enter" | "ctrlEnter";

/** Which key sends, on this device. */
export function useSendKey(): readonly [SendKey, (key: SendKey) => void] {
  const key = useSyncExternalStore(subscribe, (): SendKey => (localStorage.getItem(sendKeyName) === "ctrlEnter" ? "ctrlEnter" : "enter"));
  const change = (next: SendKey): void => {
    localStorage.setItem(sendKeyName, next);
    announce();
  };
  return [key, change];
}
