import type { DomainEvent } from "@veche/kernel";
import type { Transaction } from "kysely";
import type { Clock } from "../clock/index.ts";
import type { Database, Db } from "../database/index.ts";

/** What an action gets: who acts, the transaction, the instant. */
export interface Context<Actor, Event extends DomainEvent, Audience> {
  readonly actor: Actor;
  readonly db: Db;
  readonly now: Date;
  readonly requestId: string;
  readonly signal?: AbortSignal;
  /** Saved with the transaction for who reacts, delivered to who listens after the commit. */
  emit(event: Event, audience: Audience): void;
  /** Runs in this process after the commit, in the order of adding. */
  afterCommit(run: () => void): void;
}

export interface Emitted<Event extends DomainEvent, Audience> {
  readonly event: Event;
  readonly audience: Audience;
}

export interface TransactionsOptions<Tables, Event extends DomainEvent, Audience> {
  readonly database: Database<Tables>;
  readonly clock: Clock;
  /** Queues what reacts to the events, within the transaction. */
  readonly queueReactions?: (db: Db, events: readonly Event[]) => Promise<void>;
  /** Hands the events of one transaction to who listens; after the commit, once. */
  readonly deliver: (batch: readonly Emitted<Event, Audience>[]) => void;
}

/** What a transaction collects; on a repetition it starts anew. */
class Collected<Event extends DomainEvent, Audience> {
  readonly emitted: Emitted<Event, Audience>[] = [];
  readonly afterCommit: (() => void)[] = [];
}

/**
 * Opens contexts: one transaction, one instant, events delivered after the commit and never without it.
 * @returns runs an action for a call
 */
export function openTransactions<Tables, Event extends DomainEvent, Audience>(
  options: TransactionsOptions<Tables, Event, Audience>,
): <Actor, Result>(
  call: { readonly actor: Actor; readonly requestId: string; readonly signal?: AbortSignal },
  run: (ctx: Context<Actor, Event, Audience>, tx: Transaction<Tables>) => Promise<Result>,
) => Promise<Result> {
  return async ({ actor, requestId, signal }, run) => {
    let collected = new Collected<Event, Audience>();
    const result = await options.database.transaction(async (tx) => {
      const mine = (collected = new Collected<Event, Audience>());
      const ctx = {
        actor,
        db: tx,
        now: options.clock.now(),
        requestId,
        ...(signal && { signal }),
        emit: (event: Event, audience: Audience) => void mine.emitted.push({ event, audience }),
        afterCommit: (after: () => void) => void mine.afterCommit.push(after),
      };
      const output = await run(ctx, tx);
      if (mine.emitted.length > 0)
        await options.queueReactions?.(
          tx,
          mine.emitted.map(({ event }) => event),
        );
      return output;
    });
    if (collected.emitted.length > 0) options.deliver(collected.emitted);
    for (const after of collected.afterCommit) after();
    return result;
  };
}
