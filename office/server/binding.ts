import type { ParsedInput, Route, RouteOutput } from "@veche/kernel";
import type { PersonContext, PersonStepContext, StepContext } from "./context.ts";

/** A route and the action that serves it. `person`: one transaction around it; `steps`: it opens its transactions itself. */
export type Binding =
  | { readonly kind: "public"; readonly route: Route; readonly action: (ctx: StepContext, input: unknown) => Promise<unknown> }
  | { readonly kind: "person"; readonly route: Route; readonly action: (ctx: PersonContext, input: unknown) => Promise<unknown> }
  | { readonly kind: "steps"; readonly route: Route; readonly action: (ctx: PersonStepContext, input: unknown) => Promise<unknown> };

type Action<Ctx, R extends Route> = (ctx: Ctx, input: ParsedInput<R>) => Promise<RouteOutput<R>>;

export function bindPublic<R extends Route>(route: R, action: Action<StepContext, R>): Binding {
  return { kind: "public", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

export function bindPerson<R extends Route>(route: R, action: Action<PersonContext, R>): Binding {
  return { kind: "person", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}

export function bindSteps<R extends Route>(route: R, action: Action<PersonStepContext, R>): Binding {
  return { kind: "steps", route, action: (ctx, input) => action(ctx, input as ParsedInput<R>) };
}
