import type { CollabEvent } from "@veche/collab-domain/everything";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import type { Clock } from "@veche/server/clock";
import type { Database } from "@veche/server/database";
import { openTransactions, type Call, type OpenTransaction, type Transact } from "@veche/server/http";
import type { Binding } from "./binding.ts";
import type {
  InnerEvent,
  Parts,
  PersonContext,
  PublicContext,
  ReaderContext,
  Recipients,
  TenantContext,
  TransactionContext,
  UserContext,
} from "./context.ts";
import type { Actor } from "./directory/index.ts";
import type { CollabConnection } from "./live.ts";

export interface Emitted {
  readonly applicationId: ApplicationId;
  readonly event: CollabEvent;
  readonly recipients: Recipients;
}

export interface ContextsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly parts: Parts;
  /** features above follow, within the transaction */
  readonly follow: (ctx: TenantContext, event: InnerEvent) => Promise<void>;
  readonly deliver: (batch: readonly Emitted[]) => void;
}

export type CollabCall = Call<Actor, CollabConnection>;

/** Makes what each sort of binding wants: transactions, instants, tenants; events leave after the commit and never without it. */
export class Contexts {
  readonly #options: ContextsOptions;
  readonly #open: Transact<Emitted>;

  constructor(options: ContextsOptions) {
    this.#options = options;
    this.#open = openTransactions(options);
  }

  /** Runs one action for a call. @throws what the action throws; AppError unauthenticated for the wrong sort of caller */
  run(binding: Binding, input: unknown, call: CollabCall): Promise<unknown> {
    switch (binding.sort) {
      case "public":
        return binding.action(this.#public(call), input);
      case "application":
        return this.tenant(requireActor(call, "application").applicationId, (ctx) => binding.action(ctx, input));
      case "user":
        return this.#user(requireActor(call, "user"), (ctx) => binding.action(ctx, input));
      case "reader":
        return binding.action(this.#reader(requireActor(call, "user")), input);
      case "person":
        return binding.action(this.#person(requireActor(call, "user"), call), input);
    }
  }

  /** One transaction of one application. */
  tenant<T>(applicationId: ApplicationId, run: (ctx: TenantContext) => Promise<T>): Promise<T> {
    return this.#transact((tx) => run(tx.forTenant(applicationId)));
  }

  #user<T>({ applicationId, userId }: { applicationId: ApplicationId; userId: UserId }, run: (ctx: UserContext) => Promise<T>): Promise<T> {
    return this.tenant(applicationId, (ctx) => run({ ...ctx, userId }));
  }

  #reader({ applicationId, userId }: { applicationId: ApplicationId; userId: UserId }): ReaderContext {
    const { clock, parts, database } = this.#options;
    return { db: database.kysely, now: clock.now(), applicationId, userId, parts };
  }

  #person(actor: Extract<Actor, { kind: "user" }>, call: CollabCall): PersonContext {
    const { clock, parts } = this.#options;
    const { applicationId, userId, sessionId } = actor;
    const connectionId = call.connection?.id ?? null;
    return { now: clock.now(), applicationId, userId, sessionId, parts, connectionId, transact: (run) => this.#user(actor, run) };
  }

  #public({ address }: CollabCall): PublicContext {
    const { clock, parts } = this.#options;
    return { now: clock.now(), address, parts, transact: (run) => this.#transact(run) };
  }

  #transact<T>(run: (tx: TransactionContext) => Promise<T>): Promise<T> {
    return this.#open((transaction) =>
      run({ db: transaction.db, forTenant: (applicationId) => this.#forTenant(transaction, applicationId) }),
    );
  }

  #forTenant({ db, now, emit, afterCommit }: OpenTransaction<Emitted>, applicationId: ApplicationId): TenantContext {
    const { parts, follow } = this.#options;
    const ctx: TenantContext = {
      ...{ db, now, applicationId, parts, afterCommit },
      emit: (event, recipients) => emit({ applicationId, event, recipients }),
      raise: (event) => follow(ctx, event),
    };
    return ctx;
  }
}

function requireActor<Kind extends Actor["kind"]>({ actor }: CollabCall, kind: Kind): Extract<Actor, { kind: Kind }> {
  if (actor?.kind !== kind) throw new AppError("unauthenticated");
  return actor as Extract<Actor, { kind: Kind }>;
}
