import { AppError } from "@veche/kernel";
import { sql } from "kysely";
import type { Db } from "../database/index.ts";

/** At most `limit` in a burst; one more is allowed each `windowMs / limit`. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * Takes one from the bucket of a key, over all nodes. Run it outside the transaction of the action: a refused action must still count.
 * @param schema whose `rate_limits` are used
 * @throws AppError too_many_requests `retryAfterMs`
 */
export async function consume(db: Db, schema: string, key: string, { limit, windowMs }: RateLimit, now: Date): Promise<void> {
  const table = sql.table(`${schema}.rate_limits`);
  const perMs = limit / windowMs;
  const filled = sql`least(${limit}::float8,
    r.tokens + greatest(0, extract(epoch from (excluded.filled_at - r.filled_at)) * 1000) * ${perMs}::float8)`;
  const left = sql`(${filled} - 1)`;
  const { rows } = await sql<{ tokens: number }>`
    insert into ${table} as r (key, tokens, filled_at, full_at)
    values (${key}, ${limit - 1}, ${now}, ${new Date(now.getTime() + 1 / perMs)})
    on conflict (key) do update set
      tokens = ${left},
      filled_at = greatest(r.filled_at, excluded.filled_at),
      full_at = excluded.filled_at + make_interval(secs => (${limit}::float8 - ${left}) / ${perMs}::float8 / 1000)
    where ${filled} >= 1
    returning tokens`.execute(db);
  if (rows.length === 0) throw new AppError("too_many_requests", { retryAfterMs: await measureWait(db, schema, key, perMs, now) });
}

async function measureWait(db: Db, schema: string, key: string, perMs: number, now: Date): Promise<number> {
  const { rows } = await sql<{ tokens: number; filledAt: Date }>`
    select tokens, filled_at "filledAt" from ${sql.table(`${schema}.rate_limits`)} where key = ${key}`.execute(db);
  const row = rows[0];
  if (!row) return 0;
  const tokens = row.tokens + Math.max(0, now.getTime() - row.filledAt.getTime()) * perMs;
  return Math.max(1, Math.ceil((1 - tokens) / perMs));
}

/** Removes the rows that say nothing any more; for a job that runs now and then. */
export async function deleteFullLimits(db: Db, schema: string, now: Date): Promise<void> {
  await sql`delete from ${sql.table(`${schema}.rate_limits`)} where full_at < ${now}`.execute(db);
}
