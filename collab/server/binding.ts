import { createBinders, type Binding as BindingOf } from "@veche/server/http";
import type { PersonContext, PublicContext, ReaderContext, TenantContext, UserContext } from "./context.ts";

/** The transaction around an action and its context follow from its sort. */
interface Sorts {
  readonly public: PublicContext;
  readonly application: TenantContext;
  readonly user: UserContext;
  readonly reader: ReaderContext;
  readonly person: PersonContext;
}

export type Binding = BindingOf<Sorts>;

const binders = createBinders<Sorts>("public", "application", "user", "reader", "person");

export const bindPublic = binders.public;
export const bindApplication = binders.application;
export const bindUser = binders.user;
/** For a route of a person that changes nothing: no transaction, each statement sees what is committed when it runs. */
export const bindReader = binders.reader;
/** For a route of a person whose action opens its transactions itself, or needs none. */
export const bindPerson = binders.person;
