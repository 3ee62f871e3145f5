import { useInfiniteQuery } from "@tanstack/react-query";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { AppError, Page, Route, RouteInput, RouteOutput } from "@veche/kernel";
import { callRoute, routeKey } from "@veche/web/query";
import { useEffect, useRef } from "react";
import type { RefObject } from "react";

type PagedRoute = Route & { readonly output: { readonly _zod: { readonly output: Page<unknown> } } };
type Pages<R extends Route> = InfiniteData<RouteOutput<R>, string | undefined>;

/** A paged list, one page after the other. While a filter changes the rows before it stay. */
export function useRoutePages<R extends PagedRoute>(route: R, input: RouteInput<R>): UseInfiniteQueryResult<Pages<R>, AppError> {
  return useInfiniteQuery<RouteOutput<R>, AppError, Pages<R>, readonly unknown[], string | undefined>({
    queryKey: [...routeKey(route, input), "pages"],
    queryFn: ({ pageParam, signal }) => {
      const whole = pageParam === undefined ? input : { ...(input as object), cursor: pageParam };
      return callRoute(route, whole as RouteInput<R>, { signal });
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => (last as Page<unknown>).next ?? undefined,
    placeholderData: (before) => before,
  });
}

/** so many rows at most are taken together; a page of the list at a time */
const mostRows = 10_000;

/** The whole list, for what wants it at once. @returns its rows in order, those first that are there; @throws AppError */
export async function loadAllRows<Row>(list: Loading<Row>): Promise<readonly Row[]> {
  let now = list;
  const listRows = (): readonly Row[] => now.data?.pages.flatMap(({ items }) => items) ?? [];
  while (now.hasNextPage && listRows().length < mostRows) {
    now = await now.fetchNextPage();
    if (now.error) throw now.error;
  }
  return listRows();
}

interface Loading<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  fetchNextPage(): Promise<Loading<Row>>;
}

interface Growing {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Loads the next page when the end of the list comes near. Put the answer on an element behind the last row. */
export function useEndReached({
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
}: Growing): RefObject<(HTMLDivElement & HTMLLIElement) | null> {
  const ref = useRef<HTMLDivElement & HTMLLIElement>(null);
  useEffect(() => {
    const end = ref.current;
    if (!end || !hasNextPage || isFetchingNextPage) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), { rootMargin: "400px" });
    observer.observe(end);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return ref;
}
