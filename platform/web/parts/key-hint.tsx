import { useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./key-hint.module.css";

/** Shows which keys do the same: `Ctrl K`. */
export function KeyHint({ keys }: { readonly keys: string }): ReactNode {
  return <kbd className={classes.key}>{keys}</kbd>;
}

/** Runs on a key of the page, not while somebody writes: `useHotkey("mod+K", open)`; `mod` is Ctrl, on Apple ⌘. */
export function useHotkey(keys: string, run: () => void): void {
  useHotkeys([[keys, run]]);
}
