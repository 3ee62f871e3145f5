import type { ParsedInput, Route, RouteOutput } from "@veche/kernel";

/**
 * A route and the action that serves it, with the sort of context that the action wants.
 * `Sorts` names the contexts of a product: `{ public: PublicContext, person: PersonContext, … }`.
 */
export type Binding<Sorts extends object> = {
  [Sort in keyof Sorts]: {
    readonly sort: Sort;
    readonly route: Route;
    /** @param input parsed by the route */
    readonly action: (ctx: Sorts[Sort], input: unknown) => Promise<unknown>;
  };
}[keyof Sorts];

type Bind<Sorts extends object, Ctx> = <R extends Route>(
  route: R,
  action: (ctx: Ctx, input: ParsedInput<R>) => Promise<RouteOutput<R>>,
) => Binding<Sorts>;

/** @returns what joins routes with actions, for each sort of context; the types of input and output must agree */
export function createBinders<Sorts extends object>(
  ...sorts: readonly (keyof Sorts)[]
): { readonly [Sort in keyof Sorts]: Bind<Sorts, Sorts[Sort]> } {
  const entries = sorts.map((sort) => [sort, (route: Route, action: unknown) => ({ sort, route, action })]);
  return Object.fromEntries(entries) as { readonly [Sort in keyof Sorts]: Bind<Sorts, Sorts[Sort]> };
}
