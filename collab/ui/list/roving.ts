import type { ConversationId } from "@veche/collab-domain/conversations";
import { useState } from "react";
import type { FocusEvent, KeyboardEvent, RefObject } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import type { ListItem } from "./folders.ts";

/** @returns where a key leads in the list, an index of a conversation; null when nowhere */
export function findNextRow(items: readonly ListItem[], current: number, key: string): number | null {
  const rows = items.flatMap((item, index) => (item.type === "head" ? [index] : []));
  const place = rows.indexOf(current);
  if (key === "Home") return rows[0] ?? null;
  if (key === "End") return rows.at(-1) ?? null;
  if (key === "ArrowDown") return rows[place + 1] ?? null;
  return key === "ArrowUp" && place > 0 ? rows[place - 1]! : null;
}

interface Roving {
  /** the one row that Tab reaches */
  readonly stopId: ConversationId | null;
  readonly handleKeys: (event: KeyboardEvent<HTMLElement>) => void;
  readonly handleFocus: (event: FocusEvent<HTMLElement>) => void;
  /** Moves the focus off a conversation that is about to leave the list. */
  readonly focusBeside: (section: HTMLElement) => void;
}

/** One stop of Tab in the whole list; arrow keys, Home and End move inside, Escape goes to the search field. */
export function useRoving(list: RefObject<VirtuosoHandle | null>, items: readonly ListItem[], selectedId: ConversationId | null): Roving {
  const [focusedId, setFocusedId] = useState<ConversationId | null>(null);
  const ids = items.flatMap((item) => (item.type === "head" ? [item.head.id] : []));
  const stopId = [focusedId, selectedId].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
  const indexOf = (row: Element | null): number => {
    const id = row instanceof HTMLElement ? row.dataset["conversation"] : undefined;
    return items.findIndex((item) => item.type === "head" && item.head.id === id);
  };
  const focusRow = (section: HTMLElement, index: number): void => {
    const item = items[index];
    const focus = (): void => {
      if (item?.type === "head") section.querySelector<HTMLElement>(`[data-conversation="${item.head.id}"]`)?.focus();
    };
    list.current?.scrollIntoView({ index, behavior: "auto", done: focus });
  };
  const handleKeys = (event: KeyboardEvent<HTMLElement>): void => {
    const section = event.currentTarget;
    if (!(event.target instanceof HTMLElement) || !section.contains(event.target)) return;
    const isInRow = event.target.matches("[data-conversation]");
    const isInSearch = event.target instanceof HTMLInputElement;
    if (event.key === "Escape" && isInRow) return section.querySelector("input")?.focus();
    if (!isInRow && !(isInSearch && event.key === "ArrowDown")) return;
    const index = findNextRow(items, indexOf(event.target), event.key);
    if (index === null) return;
    event.preventDefault();
    focusRow(section, index);
  };
  const focusBeside = (section: HTMLElement): void => {
    const index = indexOf(document.activeElement);
    const beside = findNextRow(items, index, "ArrowDown") ?? findNextRow(items, index, "ArrowUp");
    if (beside !== null) focusRow(section, beside);
  };
  const handleFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const item = items[indexOf(target)];
    if (item?.type === "head") setFocusedId(item.head.id);
  };
  return { stopId, handleKeys, handleFocus, focusBeside };
}
