import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

const startTimeoutMs = 60_000;
const pollMs = 50;
const maxComplaintLength = 2_000;

/** The server that is being checked, with its PostgreSQL, in processes of their own. */
export class Target {
  readonly #program: string;
  readonly #dataDir: string;
  #child: ChildProcess | undefined;
  #port = 0;

  /** @param rootDir of the house whose server is checked */
  constructor(rootDir: string, dataDir: string) {
    this.#program = join(rootDir, "collab/server/testing/server-process.ts");
    this.#dataDir = dataDir;
  }

  get port(): number {
    return this.#port;
  }

  /** On the same data and the same port as before. @param seed what the first start puts into the database */
  async start(seed: object | null): Promise<void> {
    const child = spawn(process.execPath, [this.#program], { stdio: ["pipe", "pipe", "pipe", "ipc"] });
    this.#child = child;
    let complaints = "";
    child.stderr!.on("data", (chunk) => (complaints = (complaints + String(chunk)).slice(-maxComplaintLength)));
    child.stdin!.end(JSON.stringify({ dataDir: this.#dataDir, port: this.#port, seed }));
    const patience = setTimeout(() => child.kill("SIGKILL"), startTimeoutMs);
    try {
      for await (const line of createInterface({ input: child.stdout! })) {
        this.#port = (JSON.parse(line) as { port: number }).port;
        return;
      }
    } finally {
      clearTimeout(patience);
    }
    throw new Error(`the server ended before it was ready: ${complaints}`);
  }

  /** kill -9 of the server; its PostgreSQL goes with it */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** @returns wakes it up again */
  pause(): () => void {
    this.#child?.kill("SIGSTOP");
    return () => void this.#child?.kill("SIGCONT");
  }

  /** The server's clock goes wrong by so much; the database's does not. */
  stepClock(offsetMs: number): void {
    this.#child?.send({ clockOffsetMs: offsetMs });
  }

  /** kill -9 of PostgreSQL; the server starts it anew */
  async killDatabase(): Promise<void> {
    const pid = await this.#findDatabase();
    process.kill(pid, "SIGKILL");
    while ((await this.#findDatabase().catch(() => pid)) === pid) await wait(pollMs);
  }

  /** @returns wakes it up again */
  async pauseDatabase(): Promise<() => void> {
    const pid = await this.#findDatabase();
    const children = await readChildren(pid);
    for (const each of [pid, ...children]) trySignal(each, "SIGSTOP");
    return () => [pid, ...children].forEach((each) => trySignal(each, "SIGCONT"));
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async #findDatabase(): Promise<number> {
    const [pid] = (await readFile(join(this.#dataDir, "postgres/cluster/postmaster.pid"), "utf8")).split("\n", 1);
    return Number(pid);
  }
}

async function readChildren(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter(Boolean).map(Number);
}

/** A backend may end between being found and being signalled. */
function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
