import { sql, type RawBuilder, type SqlBool } from "kysely";

/**
 * The cursor of "what changed since": rows carry `touched_xid xid8`, the cursor is the oldest transaction that still runs.
 * What commits late has a number at or above it, so nothing is missed; what is seen twice must be harmless.
 */
export const currentCursor: RawBuilder<string> = sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text`;

/** The value a statement writes to `touched_xid`. */
export const touchedNow: RawBuilder<string> = sql<string>`pg_current_xact_id()`;

/** @param column its qualified name, `c.touched_xid` @param cursor its text, or an expression of it */
export function touchedSince(column: string, cursor: string | RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} >= ${cursor}::text::xid8`;
}
