import type { KeyboardEvent } from "react";

const fields = "input, textarea, [contenteditable=true]";

interface Ends {
  /** shows the first message that is loaded */
  readonly toStart: () => void;
  readonly toEnd: () => void;
}

/** Arrow keys go from message to message, Home and End to the ends, Escape back to where one writes. */
export function handleThreadKeys(event: KeyboardEvent<HTMLElement>, ends: Ends): void {
  const { currentTarget, target, key } = event;
  // What stands in a layer above the page belongs to the message for React only.
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || target.closest(fields)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const messages = [...currentTarget.querySelectorAll<HTMLElement>("article")];
  const index = messages.findIndex((message) => message.contains(target));
  const visible = messages.filter((message) => isVisible(message, currentTarget));
  if (key === "Escape") focusField(currentTarget);
  else if (key === "ArrowUp") focusMessage(index < 0 ? visible.at(-1) : messages[index - 1]);
  else if (key === "ArrowDown") focusMessage(index < 0 ? visible[0] : messages[index + 1]);
  else if (key === "Home") goTo(currentTarget, ends.toStart);
  else if (key === "End") goTo(currentTarget, ends.toEnd);
  else return;
  event.preventDefault();
}

function isVisible(message: HTMLElement, feed: HTMLElement): boolean {
  const [inner, outer] = [message.getBoundingClientRect(), feed.getBoundingClientRect()];
  return inner.bottom > outer.top && inner.top < outer.bottom;
}

function focusMessage(message: HTMLElement | undefined): void {
  message?.focus({ preventScroll: true });
  message?.scrollIntoView({ block: "nearest" });
}

/** The message that had the focus may go from the page: the list itself takes it, and the next arrow key begins with what is seen. */
function goTo(feed: HTMLElement, scroll: () => void): void {
  feed.querySelector<HTMLElement>("[role=log]")?.focus({ preventScroll: true });
  scroll();
}

function focusField(feed: HTMLElement): void {
  feed.closest("section")?.querySelector<HTMLElement>("textarea, [role=textbox]")?.focus();
}
