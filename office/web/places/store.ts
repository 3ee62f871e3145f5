import { useSyncExternalStore } from "react";
import { closeTab, moveTab, nameTab, visitTab } from "./tabs.ts";
import type { Tab } from "./tabs.ts";

/** Opened tabs of one person on this device; kept over reloads. */
class TabStore {
  #owner: string | null = null;
  #tabs: readonly Tab[] = [];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getSnapshot = (): readonly Tab[] => this.#tabs;

  /** Shows the tabs of a person; they were kept under his id. */
  open(owner: string): void {
    if (this.#owner === owner) return;
    this.#owner = owner;
    this.#tabs = readTabs(owner);
    this.#announce();
  }
  visit(key: string, path: string): void {
    this.#set(visitTab(this.#tabs, key, path));
  }
  name(key: string, title: string, picture: string | null): void {
    this.#set(nameTab(this.#tabs, key, title, picture));
  }
  move(key: string, toIndex: number): void {
    this.#set(moveTab(this.#tabs, key, toIndex));
  }
  /** @returns the path to show when the closed one was looked at */
  close(key: string): string {
    const { tabs, nextPath } = closeTab(this.#tabs, key);
    this.#set(tabs);
    return nextPath;
  }
  closeOthers(key: string): void {
    this.#set(this.#tabs.filter((tab) => tab.key === key));
  }

  #set(tabs: readonly Tab[]): void {
    if (tabs === this.#tabs) return;
    this.#tabs = tabs;
    if (this.#owner) localStorage.setItem(storageKey(this.#owner), JSON.stringify(tabs));
    this.#announce();
  }
  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

const storageKey = (owner: string): string => `veche-tabs:${owner}`;

function readTabs(owner: string): readonly Tab[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(owner)) ?? "[]");
    return Array.isArray(kept)
      ? (kept as readonly Tab[]).filter(({ key, path }) => typeof key === "string" && typeof path === "string")
      : [];
  } catch {
    return [];
  }
}

export const tabs = new TabStore();

export function useTabs(): readonly Tab[] {
  return useSyncExternalStore(tabs.subscribe, tabs.getSnapshot);
}
