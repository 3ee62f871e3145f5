import { realpathSync } from "node:fs";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import { chooseAccount, explainForeignOwner } from "./account.ts";
import { prepareBinaries } from "./binaries.ts";
import { findCyrillicFaults } from "./check.ts";
import { prepareCluster, prepareDataDir } from "./cluster.ts";
import { claim, isShortEnough, shortenPath } from "./owner.ts";
import { findPostmaster, stopPostmaster, type Cluster } from "./postmaster.ts";
import { Server, type EmbeddedLog } from "./server.ts";
import type { Durability } from "./settings.ts";

const socketName = ".s.PGSQL.5432";

export type EmbeddedOptions = {
  /** A folder of its own for the cluster, its log and its lock; made when missing. */
  readonly dataDir: string;
  readonly log?: EmbeddedLog;
  readonly durability?: Durability;
};

export type EmbeddedPostgres = {
  /** As a URL, over the unix socket; user and database are `veche`. */
  readonly connectionString: string;
  /** The same as fields for `pg`. */
  readonly config: ClientConfig & { readonly host: string; readonly port: number; readonly user: string; readonly database: string };
  /** The postmaster that runs now: another one after it was killed and came back. */
  readonly pid: number;
  /** Ends PostgreSQL in good order and waits for it; a second call waits for the same end. */
  stop(): Promise<void>;
};

/**
 * A real PostgreSQL 18 in a folder, reachable only over a unix socket in it. It dies with this process, is restarted when it dies alone, and a
 * leftover of an earlier process is ended first. Root runs it as the folder's owner, as `veche` or as `nobody`.
 * @throws Error with a sentence for the administrator: folder in use or not his, no binaries for the system, Russian text would be broken
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  prepareDataDir(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const foreign = explainForeignOwner(join(dataDir, "cluster"));
  if (foreign) throw new Error(foreign);
  const short = shortenPath(dataDir, join("cluster", socketName));
  try {
    const lock = await claim(join(short.path, "owner.sock"));
    const release = (): void => {
      lock.release();
      short.release();
    };
    return await open({ ...options, dataDir }, short.path, release).catch((error: unknown) => {
      lock.release();
      throw error;
    });
  } catch (error) {
    short.release();
    throw error;
  }
}

/** The address of the PostgreSQL that runs in the folder now, whoever started it; undefined when none runs or its path is too long to be told. */
export function findRunningPostgres(dataDir: string): string | undefined {
  const clusterDir = join(dataDir, "cluster");
  if (findPostmaster(clusterDir) === undefined || !isShortEnough(clusterDir, socketName)) return undefined;
  return toUrl({ host: realpathSync(clusterDir), port: 5432, user: "veche", database: "veche" });
}

function toUrl({ user, port, database, host }: EmbeddedPostgres["config"]): string {
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

async function open(options: EmbeddedOptions, shortDir: string, release: () => void): Promise<EmbeddedPostgres> {
  const { dataDir, durability = "durable", log } = options;
  const account = chooseAccount(join(dataDir, "cluster"));
  const cluster: Cluster = { dir: join(dataDir, "cluster"), nativeDir: prepareBinaries(account), account };
  const leftover = findPostmaster(cluster.dir);
  if (leftover !== undefined) {
    log?.warn({ postgresPid: leftover }, "ending a PostgreSQL left by an earlier process");
    await stopPostmaster(leftover);
  }
  prepareCluster(dataDir, cluster, durability);
  const config = { host: join(shortDir, "cluster"), port: 5432, user: "veche", database: "veche" };
  const server = new Server(cluster, config, join(dataDir, "server.log"), log);
  try {
    await server.start();
    await createDatabase(config);
    const faults = await findCyrillicFaults(config);
    if (faults.length > 0) throw new Error(`The database in ${dataDir} would break Russian text: ${faults.join("; ")}.`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  log?.info({ postgresPid: server.pid, dataDir }, "PostgreSQL is ready");
  return new Handle(server, config, release);
}

class Handle implements EmbeddedPostgres {
  readonly config: EmbeddedPostgres["config"];
  readonly #server: Server;
  readonly #release: () => void;
  #stopping: Promise<void> | undefined;

  constructor(server: Server, config: EmbeddedPostgres["config"], release: () => void) {
    this.#server = server;
    this.#release = release;
    this.config = config;
  }

  get connectionString(): string {
    return toUrl(this.config);
  }

  get pid(): number {
    return this.#server.pid;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#server.stop().finally(this.#release);
    return this.#stopping;
  }
}

async function createDatabase(config: EmbeddedPostgres["config"]): Promise<void> {
  const client = new Client({ ...config, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [config.database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(config.database)}`);
  } finally {
    await client.end();
  }
}
