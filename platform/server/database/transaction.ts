import { setTimeout as wait } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import type { Log } from "../log/index.ts";

const attemptCount = 5;
const firstPauseMs = 10;
/** serialization_failure, deadlock_detected. @see https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html */
const repeatableStates: ReadonlySet<unknown> = new Set(["40001", "40P01"]);

export async function runTransaction<Tables, Result>(
  kysely: Kysely<Tables>,
  run: (tx: Transaction<Tables>) => Promise<Result>,
  log: Log,
): Promise<Result> {
  for (let attemptNumber = 1; ; attemptNumber += 1) {
    try {
      return await kysely.transaction().execute(run);
    } catch (error) {
      if (attemptNumber === attemptCount || !isRepeatable(error)) throw error;
      log.warn({ err: error, attemptNumber }, "transaction repeated");
      await wait(firstPauseMs * 2 ** attemptNumber * (0.5 + Math.random()));
    }
  }
}

function isRepeatable(error: unknown): boolean {
  return error instanceof Error && "code" in error && repeatableStates.has(error.code);
}
