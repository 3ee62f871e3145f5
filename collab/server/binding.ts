import type { ParsedInput, Route, RouteOutput } from "@veche/kernel";
import type { PersonContext, PublicContext, ReaderContext, TenantContext, UserContext } from "./context.ts";

/** A route and the action that serves it; the transaction around the action and its sort of context follow from the route's actor. */
export type Binding =
  | { readonly actor: "public"; readonly route: Route; readonly action: (ctx: PublicContext, input: unknown) => Promise<unknown> }
  | { readonly actor: "application"; readonly route: Route; readonly action: (ctx: TenantContext, input: unknown) => Promise<unknown> }
  | { readonly actor: "user"; readonly route: Route; readonly action: (ctx: UserContext, input: unknown) => Promise<unknown> }
  | { readonly actor: "reader"; readonly route: Route; readonly action: (ctx: ReaderContext, input: unknown) => Promise<unknown> }
  | { readonly actor: "person"; readonly route: Route; readonly action: (ctx: PersonContext, input: unknown) => Promise<unknown> };

type Action<Ctx, R extends Route> = (ctx: Ctx, input: ParsedInput<R>) => Promise<RouteOutput<R>>;

export function bindPublic<R extends Route>(route: R, action: Action<PublicContext, R>): Binding {
  return { actor: "public", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

export function bindApplication<R extends Route>(route: R, action: Action<TenantContext, R>): Binding {
  return { actor: "application", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

export function bindUser<R extends Route>(route: R, action: Action<UserContext, R>): Binding {
  return { actor: "user", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

/** For a route of a person that changes nothing: no transaction, each statement sees what is committed when it runs. */
export function bindReader<R extends Route>(route: R, action: Action<ReaderContext, R>): Binding {
  return { actor: "reader", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

/** For a route of a person whose action opens its transactions itself, or needs none. */
export function bindPerson<R extends Route>(route: R, action: Action<PersonContext, R>): Binding {
  return { actor: "person", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}
