import type { Clock } from "../clock/index.ts";
import type { Database, Db } from "../database/index.ts";

/** One transaction, one instant. A product makes of it the contexts that its actions get. */
export interface OpenTransaction<Emitted> {
  readonly db: Db;
  readonly now: Date;
  /** Delivered after the commit, never without it. */
  emit(emitted: Emitted): void;
  /** Runs in this process after the commit and the delivery, in the order of adding. */
  afterCommit(run: () => void): void;
}

/** Runs in one transaction. @throws what `run` throws, and nothing is left of it */
export type Transact<Emitted> = <Result>(run: (transaction: OpenTransaction<Emitted>) => Promise<Result>) => Promise<Result>;

export interface TransactionsOptions<Tables, Emitted> {
  readonly database: Pick<Database<Tables>, "transaction">;
  readonly clock: Clock;
  /** Hands the events of one transaction to who listens; after the commit, once. */
  readonly deliver: (batch: readonly Emitted[]) => void;
}

/** What a transaction collects; on a repetition it starts anew. */
class Collected<Emitted> {
  readonly emitted: Emitted[] = [];
  readonly afterCommit: (() => void)[] = [];
}

/** Opens transactions whose events are delivered after the commit and never without it. */
export function openTransactions<Tables, Emitted>({ database, clock, deliver }: TransactionsOptions<Tables, Emitted>): Transact<Emitted> {
  return async (run) => {
    let collected = new Collected<Emitted>();
    const result = await database.transaction((db) => {
      const mine = (collected = new Collected<Emitted>());
      return run({
        db,
        now: clock.now(),
        emit: (emitted) => void mine.emitted.push(emitted),
        afterCommit: (after) => void mine.afterCommit.push(after),
      });
    });
    if (collected.emitted.length > 0) deliver(collected.emitted);
    for (const after of collected.afterCommit) after();
    return result;
  };
}
