import type { SendKey } from "./send-key.ts";

/** What a key does in the field besides writing. */
export type KeyAct = "send" | "newLine" | "cancel" | "editLast" | "next" | "previous" | "pick" | "close";

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** a sign is being composed: the key belongs to the input method */
  readonly isComposing: boolean;
}

export interface KeyPlace {
  readonly isSuggesting: boolean;
  readonly isEmpty: boolean;
  /** in a block of code Enter is a line of the code */
  readonly isInCode: boolean;
  readonly sendKey: SendKey;
}

const ofSuggestions: Readonly<Record<string, KeyAct>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Enter: "pick",
  Tab: "pick",
  Escape: "close",
};

/** @returns what the key means here; null: it writes */
export function decideKey(pressed: PressedKey, place: KeyPlace): KeyAct | null {
  if (pressed.isComposing) return null;
  const isCtrl = pressed.ctrlKey || pressed.metaKey;
  const suggested = place.isSuggesting && !isCtrl && !pressed.shiftKey ? ofSuggestions[pressed.key] : undefined;
  if (suggested) return suggested;
  if (pressed.key === "Escape") return "cancel";
  if (pressed.key === "ArrowUp") return place.isEmpty && !isCtrl && !pressed.shiftKey ? "editLast" : null;
  if (pressed.key !== "Enter") return null;
  if (isCtrl) return "send";
  if (place.isInCode) return null;
  return pressed.shiftKey || place.sendKey === "ctrlEnter" ? "newLine" : "send";
}
