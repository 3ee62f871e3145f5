import { startTestPostgres } from "@veche/server/embedded";

/** Vitest's global set-up: one PostgreSQL for all workers, named to them by VECHE_TEST_DATABASE; one that is named already is used as it is. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["VECHE_TEST_DATABASE"]) return undefined;
  const postgres = await startTestPostgres();
  process.env["VECHE_TEST_DATABASE"] = postgres.connectionString;
  return () => postgres.stop();
}
