import { checkDatabase } from "@veche/server/database";
import { startEmbeddedPostgres, type EmbeddedLog } from "@veche/server/embedded";
import { join } from "node:path";

/** The database that both servers share. */
export type OpenedDatabase = { readonly url: string; stop(): Promise<void> };

/**
 * The company's own PostgreSQL when one is named, else the embedded one in the data folder.
 * @throws Error with a sentence for the administrator
 */
export async function openSharedDatabase(options: {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly log: EmbeddedLog;
}): Promise<OpenedDatabase> {
  if (options.databaseUrl !== undefined) {
    await checkDatabase(options.databaseUrl);
    return { url: options.databaseUrl, stop: () => Promise.resolve() };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: join(options.dataDir, "postgres"), log: options.log });
  return { url: postgres.connectionString, stop: () => postgres.stop() };
}
