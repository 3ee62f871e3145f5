import type { ParsedInput, Route, RouteOutput } from "@veche/kernel";

/** A route and the action that serves it. A product may extend it by what its `run` wants to know. */
export interface Binding<Ctx = never> {
  readonly route: Route;
  readonly action: (ctx: Ctx, input: never) => Promise<unknown>;
  /** false: the action opens its transactions itself */
  readonly transaction: boolean;
}

/** Joins a route with its action; the types of input and output must agree. */
export function bind<R extends Route, Ctx>(
  route: R,
  action: (ctx: Ctx, input: ParsedInput<R>) => Promise<RouteOutput<R>>,
  options: { readonly transaction?: boolean } = {},
): Binding<Ctx> {
  return { route, action: action, transaction: options.transaction ?? true };
}
