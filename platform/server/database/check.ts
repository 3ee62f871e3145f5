import { Client, type ClientConfig } from "pg";
import { findCyrillicFaults } from "../embedded/index.ts";

const oldestVersion = 150_000;

/**
 * Makes sure that a database can be used: PostgreSQL 15 or newer, UTF-8, Russian words found.
 * @throws Error with a sentence for the administrator
 */
export async function checkDatabase(connection: string): Promise<void> {
  const config: ClientConfig = { connectionString: connection, connectionTimeoutMillis: 10_000 };
  const client = new Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; encoding: string }>(
      "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
    );
    const { version, encoding } = rows[0]!;
    if (Number(version) < oldestVersion) throw new Error(`The database is PostgreSQL ${version}; version 15 or newer is needed.`);
    if (encoding !== "UTF8") throw new Error(`The database is encoded in ${encoding}; UTF8 is needed.`);
  } finally {
    await client.end();
  }
  const faults = await findCyrillicFaults(config);
  if (faults.length > 0) {
    throw new Error(`The database would break Russian text (${faults.join("; ")}): create it with the locale C.UTF-8 or ru_RU.UTF-8.`);
  }
}
