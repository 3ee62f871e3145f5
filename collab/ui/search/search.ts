import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { hasFilters, noFilters, type Filters } from "./filters.ts";
import { useRecent } from "./recent.ts";

const waitMs = 150;

/** The search of discussions as it stands: words, filters, whether results take the place of the list. */
export interface Search {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** the words, once typing has paused */
  readonly query: string;
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  readonly recent: ReturnType<typeof useRecent>;
  readonly isOpen: boolean;
  /** the field has got the focus: what was looked for before is offered */
  readonly open: () => void;
  readonly close: () => void;
}

export function useSearch(): Search {
  const [typed, type] = useState("");
  const [filters, setFilters] = useState(noFilters);
  const [isEntered, setEntered] = useState(false);
  const [query] = useDebouncedValue(typed, waitMs);
  const recent = useRecent();
  const close = (): void => {
    type("");
    setFilters(noFilters);
    setEntered(false);
  };
  const isOpen = isEntered || typed.trim() !== "" || hasFilters(filters);
  return { typed, type, query, filters, setFilters, recent, isOpen, open: () => setEntered(true), close };
}
