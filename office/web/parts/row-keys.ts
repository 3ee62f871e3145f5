import type { KeyboardEvent } from "react";

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => Math.min(count - 1, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_index, count) => count - 1,
};

/** Arrows, Home and End move the focus between the rows of a list: elements with `data-row`. */
export function handleRowKeys(event: KeyboardEvent<HTMLElement>): void {
  const move = moves[event.key];
  if (!move || (event.target as HTMLElement).closest("input, textarea, [contenteditable]")) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const index = rows.findIndex((row) => row === document.activeElement);
  if (index < 0 && event.key !== "ArrowDown") return;
  event.preventDefault();
  rows[move(index, rows.length)]?.focus();
}
