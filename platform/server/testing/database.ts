import { must } from "@veche/kernel";
import { createHash, randomUUID } from "node:crypto";
import { Client } from "pg";
import { migrate, openDatabase, type Database, type Migration } from "../database/index.ts";
import { silentLog } from "./log.ts";

export interface TestDatabaseOptions {
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly poolSize?: number;
}

/** A database of a test's own. */
export interface TestDatabase<Tables> extends Database<Tables> {
  readonly connectionString: string;
}

const defaultPoolSize = 5;

/**
 * A fresh, migrated database in the PostgreSQL of the test run (VECHE_TEST_DATABASE), copied from a template that is made once for all
 * tests with the same migrations. `stop()` removes it.
 */
export async function createTestDatabase<Tables = Record<string, never>>(options: TestDatabaseOptions): Promise<TestDatabase<Tables>> {
  const server = must(process.env["VECHE_TEST_DATABASE"], "VECHE_TEST_DATABASE is set by tools/test-database.ts");
  const template = await ensureTemplate(server, options);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(server, (client) => copyDatabase(client, name, template));
  const connectionString = locate(server, name);
  const database = openDatabase<Tables>({
    connection: connectionString,
    schema: options.schema,
    poolSize: options.poolSize ?? defaultPoolSize,
    log: silentLog,
  });
  const drop = (client: Client): Promise<unknown> => client.query(`drop database if exists ${name} with (force)`);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= database.stop().then(() => withClient(server, drop)));
  return { ...database, connectionString, stop };
}

/** Test files run in processes of their own: an advisory lock lets one of them make the template. */
async function ensureTemplate(server: string, { schema, migrations }: TestDatabaseOptions): Promise<string> {
  const print = createHash("sha256").update(JSON.stringify([schema, migrations.map(({ name, text }) => [name, text])]));
  const name = `template_${schema}_${print.digest("hex").slice(0, 16)}`;
  await withClient(server, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await makeTemplate(client, server, name, { schema, migrations });
  });
  return name;
}

/** It gets its name only when complete. */
async function makeTemplate(client: Client, server: string, name: string, { schema, migrations }: TestDatabaseOptions): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  const database = openDatabase({ connection: locate(server, draft), schema, poolSize: 1, log: silentLog });
  try {
    await migrate(database, { schema, migrations });
  } finally {
    await database.stop();
  }
  await client.query(`alter database ${draft} rename to ${name}`);
}

async function copyDatabase(client: Client, name: string, template: string): Promise<void> {
  await client.query(`create database ${name} template ${template} strategy file_copy`);
}

function locate(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient(connectionString: string, run: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
