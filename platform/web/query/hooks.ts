import { AppError } from "@veche/kernel";
import type { Route, RouteInput, RouteOutput } from "@veche/kernel";
import { QueryClient, useMutation, useQuery } from "@tanstack/react-query";
import type { UseMutationOptions, UseMutationResult, UseQueryOptions, UseQueryResult } from "@tanstack/react-query";
import { callRoute } from "./call.ts";

const passing: ReadonlySet<string> = new Set(["unavailable", "bad_gateway", "too_many_requests"]);

/** The cache of a page. Only failures that pass are tried again; what the live socket reports is renewed by it, not by focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failureCount, error) => failureCount < 3 && error instanceof AppError && passing.has(error.code),
      },
      mutations: { retry: false },
    },
  });
}

/** The key of a route in the cache; without an input it covers all inputs, as `invalidateQueries` needs it. */
export function routeKey<R extends Route>(route: R, input?: RouteInput<R>): readonly unknown[] {
  return input === undefined ? [route.name] : [route.name, input];
}

type RouteQueryOptions<R extends Route> = Omit<UseQueryOptions<RouteOutput<R>, AppError>, "queryKey" | "queryFn">;

/** What a route answers, cached and shared: `const { data, error, isPending } = useRoute(getTask, { taskId })`. */
export function useRoute<R extends Route>(
  route: R,
  input: RouteInput<R>,
  options: RouteQueryOptions<R> = {},
): UseQueryResult<RouteOutput<R>, AppError> {
  return useQuery<RouteOutput<R>, AppError>({
    ...options,
    queryKey: routeKey(route, input),
    queryFn: ({ signal }) => callRoute(route, input, { signal }),
  });
}

type RouteMutationOptions<R extends Route, Kept> = Omit<UseMutationOptions<RouteOutput<R>, AppError, RouteInput<R>, Kept>, "mutationFn">;

/** Runs a route that changes something: `const complete = useRouteMutation(completeTask); complete.mutate({ taskId })`. */
export function useRouteMutation<R extends Route, Kept = unknown>(
  route: R,
  options: RouteMutationOptions<R, Kept> = {},
): UseMutationResult<RouteOutput<R>, AppError, RouteInput<R>, Kept> {
  return useMutation<RouteOutput<R>, AppError, RouteInput<R>, Kept>({ ...options, mutationFn: (input) => callRoute(route, input) });
}
