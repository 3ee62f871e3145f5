import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient, QueryResult } from "pg";
import type { OutageWatch } from "./outage.ts";

/** A text that came so often comes again. */
const repetitionsToPrepare = 5;
/** each takes memory in every connection */
const maxPreparedCount = 200;
/** texts that are watched; those made anew for each call must not fill the memory */
const maxWatchedCount = 2_000;
/** The plan of a search depends on the words: it is made for each. */
const searches = /@@|<->|\b(?:i?like|similar)\b/i;

/**
 * The pool as Kysely sees it: a statement that repeats is prepared once in each connection, because planning costs more than running it.
 * PostgreSQL itself goes back to a plan for each call where that is cheaper. @see https://www.postgresql.org/docs/current/sql-prepare.html
 * @param outage hears of a database that is away
 */
export function preparing(pool: Pool, outage: OutageWatch): PostgresPool {
  const names = new StatementNames();
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await outage.watch(() => pool.connect());
      const known = clients.get(client) ?? prepareIn(client, names, outage);
      clients.set(client, known);
      return known;
    },
  };
}

function prepareIn(client: PoolClient, names: StatementNames, outage: OutageWatch): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]): Promise<QueryResult> => {
    const name = values.length === 0 ? undefined : names.find(text);
    return outage.watch(() => client.query({ ...(name !== undefined && { name }), text, values: [...values] }));
  };
  return { query: query as unknown as PostgresPoolClient["query"], release: (isBroken) => client.release(isBroken) };
}

/** Which texts are prepared, and under which names. */
class StatementNames {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** @returns undefined while the text is not worth it */
  find(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (count > 1 || this.#counts.size < maxWatchedCount) this.#counts.set(text, count);
    if (count < repetitionsToPrepare || this.#names.size >= maxPreparedCount || searches.test(text)) return undefined;
    const name = `repeated ${this.#names.size + 1}`;
    this.#names.set(text, name);
    this.#counts.delete(text);
    return name;
  }
}
