import { createBinders, type Binding as BindingOf } from "@veche/server/http";
import type { PersonContext, PersonStepContext, StepContext } from "./context.ts";

interface Sorts {
  readonly public: StepContext;
  /** one transaction around it */
  readonly person: PersonContext;
  /** of a person: it opens its transactions itself */
  readonly steps: PersonStepContext;
}

export type Binding = BindingOf<Sorts>;

const binders = createBinders<Sorts>("public", "person", "steps");

export const bindPublic = binders.public;
export const bindPerson = binders.person;
export const bindSteps = binders.steps;
