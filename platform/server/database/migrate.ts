import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { sql, type Kysely } from "kysely";
import { escapeIdentifier, type Pool } from "pg";
import { query, type Database, type Db } from "./database.ts";
import type { Migration } from "./migration.ts";
import { platformMigrations } from "./platform-migrations.ts";

interface AppliedRow {
  readonly name: string;
  readonly checksum: string;
}

/** @returns the `.sql` files of a folder, by name */
export function readMigrations(folder: URL): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const base = folder.href.endsWith("/") ? folder : new URL(`${folder.href}/`);
  return names.toSorted().map((name) => ({ name: name.slice(0, -".sql".length), text: readFileSync(new URL(name, base), "utf8") }));
}

/**
 * Brings a schema to its newest form, all steps in one transaction and one process at a time. The platform's own tables come first.
 * @returns names of the steps that were made now
 * @throws Error when an applied step was changed or is not known: the database was used by a newer version
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  options: { readonly schema: string; readonly migrations: readonly Migration[] },
): Promise<readonly string[]> {
  const { schema } = options;
  const migrations = [...platformMigrations(schema), ...options.migrations];
  return database.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`veche migrate ${schema}`}, 0))`.execute(tx);
    await prepare(tx, schema);
    const applied = await sql<AppliedRow>`select name, checksum from ${sql.table(`${schema}.migrations`)} order by name`.execute(tx);
    const pending = decidePending(migrations, applied.rows, schema);
    for (const migration of pending) await apply(tx, schema, migration);
    return pending.map(({ name }) => name);
  });
}

/**
 * What `migrate` would do, without doing it.
 * @returns names of the steps still to make, in order; all of them where nothing is yet
 * @throws Error when an applied step was changed or is not known
 */
export async function listPendingMigrations(
  on: Pool,
  { schema, migrations }: { readonly schema: string; readonly migrations: readonly Migration[] },
): Promise<readonly string[]> {
  const table = `${schema}.migrations`;
  const [made] = await query<{ isMade: boolean }>(on, { text: `select to_regclass($1) is not null "isMade"`, values: [table] });
  const text = `select name, checksum from ${escapeIdentifier(schema)}.migrations order by name`;
  const applied = made?.isMade ? await query<AppliedRow>(on, { text }) : [];
  return decidePending([...platformMigrations(schema), ...migrations], applied, schema).map(({ name }) => name);
}

/** @returns steps still to make, in order @throws Error when what was applied does not fit */
function decidePending(migrations: readonly Migration[], applied: readonly AppliedRow[], schema: string): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (!migration)
      throw new Error(`The schema ${schema} was changed by a newer version (${name}). Install that version, or restore a backup.`);
    if (checksumOf(migration) !== checksum) {
      throw new Error(`The migration ${name} of the schema ${schema} was changed after it had been applied. Add a new migration instead.`);
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function prepare<Tables>(db: Kysely<Tables>, schema: string): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
  await sql`
    create table if not exists ${sql.table(`${schema}.migrations`)} (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(db);
}

async function apply(db: Db, schema: string, migration: Migration): Promise<void> {
  try {
    if (migration.run) await migration.run(db);
    else await sql.raw(migration.text).execute(db);
  } catch (error) {
    throw new Error(`The migration ${migration.name} of the schema ${schema} failed: ${String(error)}`, { cause: error });
  }
  const row = sql`(${migration.name}, ${checksumOf(migration)})`;
  await sql`insert into ${sql.table(`${schema}.migrations`)} (name, checksum) values ${row}`.execute(db);
}

function checksumOf({ text }: Migration): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}
