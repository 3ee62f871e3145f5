import type { KeyboardEvent } from "react";

export type ListKey = "archive" | "pin" | "mute" | "up" | "down" | "folderLeft" | "folderRight";

interface Pressed {
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const plain: Readonly<Record<string, ListKey>> = {
  KeyE: "archive",
  KeyP: "pin",
  KeyM: "mute",
  ArrowLeft: "folderLeft",
  ArrowRight: "folderRight",
};
const withAlt: Readonly<Record<string, ListKey>> = { ArrowUp: "up", ArrowDown: "down" };

/** What a key does to the conversation that has the focus, the same in every layout. */
export function parseListKey({ code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): ListKey | null {
  if (ctrlKey || metaKey || shiftKey) return null;
  return (altKey ? withAlt : plain)[code] ?? null;
}

/** @returns whether the focus is on a conversation of the list, not in a menu or a field */
export function isOnRow(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, currentTarget } = event;
  return target instanceof HTMLElement && currentTarget.contains(target) && target.matches("[data-conversation]");
}
