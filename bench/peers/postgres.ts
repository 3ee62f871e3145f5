import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Closing } from "../closing.ts";
import { makeOwnedDir, requireAccount } from "./account.ts";
import { PeerMissingError } from "./peer.ts";
import { findFreePort, waitForPort } from "./ports.ts";
import { runProgram, startProgram } from "./program.ts";

export interface PeerPostgres {
  readonly port: number;
  readonly pid: number;
  readonly user: string;
  readonly database: string;
}

const installedDir = "/usr/lib/postgresql";
const user = "peer";
const database = "postgres";

/** Debian's PostgreSQL with a cluster of its own, fsync on, with the memory that ours has. @param schemaPath SQL that it begins with */
export async function startPeerPostgres(closing: Closing, dir: string, schemaPath: string): Promise<PeerPostgres> {
  const account = requireAccount("postgres");
  const binDir = findBinaries();
  const ownDir = makeOwnedDir(join(dir, "postgres"), account);
  const dataDir = join(ownDir, "data");
  const common = { account, dir: ownDir };
  const initArgs = ["-D", dataDir, "-U", user, "--auth=trust", "--locale=C.UTF-8"];
  await runProgram({ ...common, path: join(binDir, "initdb"), args: initArgs, logPath: join(dir, "initdb.log") });
  const port = await findFreePort();
  const settings = ["listen_addresses=127.0.0.1", "shared_buffers=256MB", "max_wal_size=2GB", "checkpoint_timeout=15min"];
  const args = ["-D", dataDir, "-p", String(port), "-k", ownDir, ...settings.flatMap((setting) => ["-c", setting])];
  const pid = await startProgram(closing, { ...common, path: join(binDir, "postgres"), args, logPath: join(dir, "postgres.log") });
  await waitForPort(port);
  const psqlArgs = ["-q", "-h", "127.0.0.1", "-p", String(port), "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1", "-f", schemaPath];
  await runProgram({ ...common, path: join(binDir, "psql"), args: psqlArgs, logPath: join(dir, "psql.log") });
  return { port, pid, user, database };
}

function findBinaries(): string {
  const [newest] = (existsSync(installedDir) ? readdirSync(installedDir) : []).toSorted((a, b) => Number(b) - Number(a));
  if (!newest) throw new PeerMissingError(`There is no PostgreSQL in ${installedDir}.`);
  return join(installedDir, newest, "bin");
}
