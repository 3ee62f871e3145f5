import { CompiledQuery, Kysely, PostgresDialect, type QueryExecutorProvider, type Transaction } from "kysely";
import { Pool, type PoolConfig } from "pg";
import type { Log } from "../log/index.ts";
import { OutageWatch } from "./outage.ts";
import { preparing } from "./preparing.ts";
import { runTransaction } from "./transaction.ts";
import { typeParsers } from "./types.ts";

/** Where a store runs its statements: the database or a transaction, which are used alike. */
export type Db = QueryExecutorProvider;

/** A statement as `pg` takes it; with a name it is prepared once per connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface DatabaseOptions {
  /** a URL, or the fields of `pg` */
  readonly connection: string | PoolConfig;
  /** where unqualified table names of Kysely are looked for */
  readonly schema: string;
  readonly poolSize?: number;
  readonly log: Log;
}

/** A pool of connections. `Tables` names the tables for Kysely. */
export interface Database<Tables = Record<string, never>> {
  readonly schema: string;
  readonly pool: Pool;
  readonly kysely: Kysely<Tables>;
  /**
   * Runs in one transaction and commits. Repeats the whole when the database asks for it (serialization failure, deadlock), so `run`
   * must change nothing outside.
   */
  transaction<Result>(run: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Waits for running statements; a second call waits for the same end. */
  stop(): Promise<void>;
}

const defaultPoolSize = 10;
const connectTimeoutMs = 10_000;

/** Opens a pool; connects only when the first statement comes. Numbers of 8 bytes come as numbers, dates as `YYYY-MM-DD`. */
export function openDatabase<Tables = Record<string, never>>(options: DatabaseOptions): Database<Tables> {
  const { schema, log, connection } = options;
  const pool = new Pool({
    ...(typeof connection === "string" ? { connectionString: connection } : connection),
    max: options.poolSize ?? defaultPoolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: `veche ${schema}`,
    types: typeParsers,
  });
  const outage = new OutageWatch(log);
  let stopping: Promise<void> | undefined;
  // The error carries the whole client, which has no place in a log.
  pool.on("error", (error) => {
    log.debug({ reason: error.message }, "idle database connection lost");
    if (!stopping) outage.note(error);
  });
  // A connection that is in use and lost fails its statement; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", ({ message }) => log.debug({ reason: message }, "database connection lost")));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool, outage) }) }).withSchema(schema);
  return {
    schema,
    pool,
    kysely,
    transaction: (run) => runTransaction(kysely, run, log),
    // Kysely ends the pool, but only when it was used.
    stop: () => (stopping ??= kysely.destroy().then(() => (pool.ended ? undefined : pool.end()))),
  };
}

/** Runs one statement of plain SQL; on a pool a named one is prepared once per connection: for the hot paths. */
export async function query<Row>(on: Pool | Db, statement: Statement): Promise<Row[]> {
  if (on instanceof Pool) {
    const { rows } = await on.query({ ...statement, values: [...(statement.values ?? [])] });
    return rows as Row[];
  }
  const { rows } = await on.getExecutor().executeQuery<Row>(CompiledQuery.raw(statement.text, [...(statement.values ?? [])]));
  return rows;
}
