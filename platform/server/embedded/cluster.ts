import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "./account.ts";
import { initialize, type Cluster } from "./postmaster.ts";
import { buildSettings, ownSettings, type Durability } from "./settings.ts";

const clusterModeBits = 0o700;
const longestLogBytes = 10 * 2 ** 20;

/** Makes the cluster when there is none. It appears under its name only when complete, so a first start that was killed is simply done again. */
export function prepareCluster(dataDir: string, cluster: Cluster, durability: Durability): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("cluster.draft")) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (!existsSync(cluster.dir)) {
    const draftDir = join(dataDir, "cluster.draft");
    mkdirSync(draftDir, { mode: clusterModeBits });
    own(draftDir, cluster.account);
    initialize({ ...cluster, dir: draftDir }, durability === "durable");
    write(join(draftDir, "postgresql.conf"), ownSettings, cluster.account);
    renameSync(draftDir, cluster.dir);
  }
  write(join(cluster.dir, "veche.conf"), buildSettings(durability), cluster.account);
}

/** Makes the folder and its parents, which the account that runs PostgreSQL may pass. */
export function prepareDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
}

/** Keeps the log bounded: a long one becomes the previous one. */
export function turnLog(logPath: string): void {
  const log = statSync(logPath, { throwIfNoEntry: false });
  if (log && log.size > longestLogBytes) renameSync(logPath, `${logPath}.previous`);
}

function write(path: string, text: string, account: Account | undefined): void {
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  own(path, account);
}

function own(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid);
}
