/** One opened place in the strip. `key` names the place, `path` is where in it one was last. */
export interface Tab {
  readonly key: string;
  readonly path: string;
  /** of a record, as its page gave it; sections have none: the strip names them in the person's language */
  readonly title: string | null;
  /** what sort of record, for the picture */
  readonly picture: string | null;
}

/** Sections with a tab; `each`: every place in them has its own. */
const sections: Readonly<Record<string, "each" | "one">> = {
  documents: "each",
  people: "one",
  settings: "one",
  administration: "each",
  technician: "each",
};

/** @returns the key of the tab a path belongs to; null for home, discussions, signing in and what does not exist */
export function tabKeyOf(pathname: string): string | null {
  const [, section = "", part] = pathname.split("/");
  const kind = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (kind === undefined) return null;
  return kind === "each" && part ? `/${section}/${part}` : `/${section}`;
}

/** @returns tabs with the place opened at the end, or its path renewed where it already stands */
export function visitTab(tabs: readonly Tab[], key: string, path: string): readonly Tab[] {
  const known = tabs.find((tab) => tab.key === key);
  if (!known) return [...tabs, { key, path, title: null, picture: null }];
  return known.path === path ? tabs : tabs.map((tab) => (tab === known ? { ...tab, path } : tab));
}

export function nameTab(tabs: readonly Tab[], key: string, title: string, picture: string | null): readonly Tab[] {
  const isSame = tabs.some((tab) => tab.key === key && tab.title === title && tab.picture === picture);
  return isSame ? tabs : tabs.map((tab) => (tab.key === key ? { ...tab, title, picture } : tab));
}

/** @param toIndex place among the others, from 0; beyond the ends means the end */
export function moveTab(tabs: readonly Tab[], key: string, toIndex: number): readonly Tab[] {
  const moved = tabs.find((tab) => tab.key === key);
  if (!moved) return tabs;
  const others = tabs.filter((tab) => tab !== moved);
  return others.toSpliced(Math.max(0, Math.min(others.length, toIndex)), 0, moved);
}

/** @returns the tabs without it, and the path to show when it was the one looked at: its right neighbour, else the left one, else home */
export function closeTab(tabs: readonly Tab[], key: string): { readonly tabs: readonly Tab[]; readonly nextPath: string } {
  const index = tabs.findIndex((tab) => tab.key === key);
  const rest = tabs.filter((tab) => tab.key !== key);
  return { tabs: rest, nextPath: (rest[index] ?? rest[index - 1])?.path ?? "/" };
}
