import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { turnLog } from "./cluster.ts";
import { findPostmaster, launch, stopPostmaster, waitUntil, type Cluster } from "./postmaster.ts";

const startTimeoutMs = 120_000;
const leftoverTimeoutMs = 10_000;
const longestRestartDelayMs = 5_000;

/** Where life-cycle steps are told; a pino logger fits. */
export type EmbeddedLog = Record<"info" | "warn" | "error", (fields: object, message: string) => void>;

/** One PostgreSQL process after another in the same cluster. */
export class Server {
  readonly #cluster: Cluster;
  readonly #config: ClientConfig;
  readonly #logPath: string;
  readonly #log: EmbeddedLog | undefined;
  #child: ChildProcess | undefined;
  #pid = 0;
  #isStopping = false;
  #restarting: Promise<void> | undefined;

  constructor(cluster: Cluster, config: ClientConfig, logPath: string, log: EmbeddedLog | undefined) {
    this.#cluster = cluster;
    this.#config = config;
    this.#logPath = logPath;
    this.#log = log;
  }

  get pid(): number {
    return this.#pid;
  }

  /** Tries again for a while: the children of a killed PostgreSQL may still hold its shared memory. */
  async start(): Promise<void> {
    turnLog(this.#logPath);
    const deadline = Date.now() + leftoverTimeoutMs;
    while (!(await this.#startOnce())) {
      const lastWords = readFileSync(this.#logPath, "utf8").slice(-1500);
      const isHeldByLeftover = /pre-existing shared memory block|lock file "postmaster.pid"/.test(lastWords);
      if (this.#isStopping || !isHeldByLeftover || Date.now() > deadline)
        throw new Error(`PostgreSQL does not start. Its last words:\n${lastWords}`);
      await pause(200);
    }
  }

  async #startOnce(): Promise<boolean> {
    const child = launch(this.#cluster, this.#logPath);
    this.#child = child;
    let hasEnded = false;
    child.once("exit", () => (hasEnded = true));
    child.once("error", () => (hasEnded = true));
    const isReady = await waitUntil(async () => hasEnded || (await isAccepting(this.#config)), startTimeoutMs);
    const pid = findPostmaster(this.#cluster.dir);
    if (hasEnded || !isReady || pid === undefined) {
      await this.#end();
      return false;
    }
    this.#pid = pid;
    child.once("exit", () => this.#handleExit());
    return true;
  }

  #handleExit(): void {
    this.#child?.stdio[3]?.destroy();
    if (this.#isStopping) return;
    this.#log?.warn({ postgresPid: this.#pid }, "PostgreSQL ended by itself and is started again");
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    for (let delayMs = 100; !this.#isStopping; delayMs = Math.min(delayMs * 2, longestRestartDelayMs)) {
      try {
        await this.start();
        return;
      } catch (error) {
        this.#log?.error({ err: error }, "PostgreSQL could not be started again");
        await pause(delayMs);
      }
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#restarting;
    await this.#end();
  }

  async #end(): Promise<void> {
    const child = this.#child;
    const isRunning = child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
    const end = isRunning ? once(child, "exit") : undefined;
    const pid = findPostmaster(this.#cluster.dir);
    if (pid !== undefined) await stopPostmaster(pid);
    child?.stdio[3]?.destroy();
    await end;
  }
}

async function isAccepting(config: ClientConfig): Promise<boolean> {
  const client = new Client({ ...config, database: "postgres" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
