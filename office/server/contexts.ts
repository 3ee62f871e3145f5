import type { OfficeEvent } from "@veche/office-domain/everything";
import type { Clock } from "@veche/server/clock";
import type { Database } from "@veche/server/database";
import { openTransactions } from "@veche/server/http";
import type { Call } from "@veche/server/http";
import type { Jobs } from "@veche/server/jobs";
import type { Binding } from "./binding.ts";
import type { Actor, Audience, Browser, Context, InnerEvent, Parts, PersonContext } from "./context.ts";
import type { SessionCookie } from "./cookie.ts";

export interface Emitted {
  readonly event: OfficeEvent;
  readonly audience: Audience;
}

export interface ContextsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly parts: Parts;
  readonly cookie: SessionCookie;
  readonly jobs: () => Pick<Jobs, "add">;
  readonly react: (ctx: Context, event: InnerEvent) => Promise<void>;
  readonly deliver: (batch: readonly Emitted[]) => void;
}

/** Opens what actions run in. */
export interface Contexts {
  /** One transaction of nobody in particular. */
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
  /** Runs a bound action for a call. */
  run(binding: Binding, input: unknown, call: Call<Actor>): Promise<unknown>;
}

export function openContexts(options: ContextsOptions): Contexts {
  const { parts, clock, cookie } = options;
  const open = openTransactions<Record<string, never>, Emitted>(options);
  const transactAs = <Who extends Actor | null, T>(actor: Who, run: (ctx: Context & { readonly actor: Who }) => Promise<T>): Promise<T> =>
    open((tx) => {
      const ctx: Context & { readonly actor: Who } = {
        ...tx,
        actor,
        parts,
        emit: (event, audience) => tx.emit({ event, audience }),
        addJob: (job) => options.jobs().add(tx.db, job),
        raise: (event) => options.react(ctx, event),
      };
      return run(ctx);
    });
  const transact = <T>(run: (ctx: Context) => Promise<T>): Promise<T> => transactAs(null, run);
  return {
    transact,
    run: async (binding, input, call) => {
      const step = { now: clock.now(), parts, browser: toBrowser(call, cookie) };
      if (binding.sort === "public") return binding.action({ ...step, transact }, input);
      const actor = call.actor!;
      const transactMine = <T>(run: (ctx: PersonContext) => Promise<T>): Promise<T> => transactAs(actor, run);
      if (binding.sort === "person") return transactMine((ctx) => binding.action(ctx, input));
      return binding.action({ ...step, actor, transact: transactMine }, input);
    },
  };
}

function toBrowser({ address, http }: Call<Actor>, cookie: SessionCookie): Browser {
  return {
    address,
    userAgent: http?.request.headers["user-agent"] ?? "",
    sessionToken: http ? cookie.read(http.request.headers) : null,
    keepSession: (token, expiresAt) => void http?.reply.header("set-cookie", cookie.keep(token, expiresAt)),
    forgetSession: () => void http?.reply.header("set-cookie", cookie.forget()),
  };
}
