import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "./embedded.ts";

/** A PostgreSQL for one test run, in a folder that is removed at stop; fast because it does not survive a power cut. */
export async function startTestPostgres(): Promise<{ readonly connectionString: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "veche-test-"));
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durability: "disposable" });
    return { connectionString: postgres.connectionString, stop: () => postgres.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
