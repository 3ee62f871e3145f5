import { useLocalStorage } from "@mantine/hooks";

const maxRecentCount = 6;

/** @param recent newest first @returns with this query as the newest, each once */
export function rememberQuery(recent: readonly string[], query: string): readonly string[] {
  const same = (one: string): boolean => one.toLocaleLowerCase() === query.toLocaleLowerCase();
  return query === "" ? recent : [query, ...recent.filter((one) => !same(one))].slice(0, maxRecentCount);
}

interface Recent {
  readonly queries: readonly string[];
  readonly remember: (query: string) => void;
  readonly forget: () => void;
}

/** What was looked for on this device and led somewhere. */
export function useRecent(): Recent {
  const [queries, setQueries] = useLocalStorage<readonly string[]>({
    key: "veche-searches",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  return { queries, remember: (query) => setQueries((recent) => rememberQuery(recent, query)), forget: () => setQueries([]) };
}
