import type { KeyboardEvent } from "react";

/** Arrow keys, Home and End go from result to result, up from the first one to the field. @param event of what holds the results */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-found]")];
  const place = rows.indexOf(event.target as HTMLElement);
  if (place < 0) return;
  const next = { ArrowDown: rows[place + 1], ArrowUp: rows[place - 1], Home: rows[0], End: rows.at(-1) }[event.key];
  if (next === undefined && !(event.key === "ArrowUp" && place === 0)) return;
  event.preventDefault();
  (next ?? findField(event.currentTarget))?.focus();
}

/** From the field, Arrow down goes to the first result. */
export function enterResults(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown") return;
  const first = event.currentTarget.closest("section")?.querySelector<HTMLElement>("[data-found]");
  if (!first) return;
  event.preventDefault();
  event.stopPropagation();
  first.focus();
}

function findField(results: HTMLElement): HTMLElement | null {
  return results.parentElement?.querySelector<HTMLElement>("input[type=search]") ?? null;
}
