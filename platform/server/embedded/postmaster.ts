import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Account } from "./account.ts";

/** The file descriptor under which PostgreSQL finds a folder that it cannot reach by path. */
const clusterFd = 4;
const fastShutdownMs = 30_000;
const immediateShutdownMs = 5_000;
const pollMs = 20;

/**
 * Runs PostgreSQL and ends it (fast shutdown) when descriptor 3, held by this process, closes: so it dies with its parent even after kill -9.
 * The watcher is ended first when PostgreSQL ends by itself, lest it signal a process that got the same id later.
 */
const guardScript =
  '"$0" "$@" </dev/null 3<&- & P=$!; (read -r _; kill -INT $P) <&3 2>/dev/null & W=$!; exec 3<&-; wait $P; S=$?; kill $W 2>/dev/null; exit $S';

const environment = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C" };

export type Cluster = { readonly dir: string; readonly nativeDir: string; readonly account: Account | undefined };

/** The path by which the account reaches the folder. Below a closed parent (an install under /root) it is an inherited descriptor. */
function reach(dir: string, account: Account | undefined): { path: string; fd: number | undefined } {
  const canEnter = spawnSync("/bin/sh", ["-c", 'cd "$0"', dir], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
  if (canEnter) return { path: dir, fd: undefined };
  if (process.platform !== "linux")
    throw new Error(`The user who runs PostgreSQL (${account?.uid}) cannot reach ${dir}: open its parents.`);
  return { path: `/proc/self/fd/${clusterFd}`, fd: openSync(dir, "r") };
}

/** Makes an empty cluster in `cluster.dir`, an existing empty folder of the account. The superuser is `veche`. */
export function initialize(cluster: Cluster, isSynced: boolean): void {
  const { path, fd } = reach(cluster.dir, cluster.account);
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"];
  const args = ["-D", path, "-U", "veche", "-E", "UTF8", ...locale, "--auth=trust", ...(isSynced ? [] : ["--no-sync"])];
  const result = spawnSync(join(cluster.nativeDir, "bin/initdb"), args, {
    ...cluster.account,
    cwd: "/",
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ignore", fd ?? "ignore"],
    encoding: "utf8",
  });
  if (fd !== undefined) closeSync(fd);
  if (result.error || result.status !== 0) throw new Error(`initdb failed: ${explainInitdb(result.stderr)}`, { cause: result.error });
}

function explainInitdb(stderr: string | null): string {
  if (!stderr?.includes("could not look up effective user ID")) return stderr?.trim() ?? "it could not be started";
  return `this user (id ${process.getuid?.()}) has no entry in /etc/passwd. Add one, run as root, or set DATABASE_URL.`;
}

/** Starts PostgreSQL in a session of its own (Ctrl+C in the terminal does not reach it); its messages go to `logPath`. */
export function launch(cluster: Cluster, logPath: string): ChildProcess {
  const { path, fd } = reach(cluster.dir, cluster.account);
  const log = openSync(logPath, "a");
  const child = spawn("/bin/sh", ["-c", guardScript, join(cluster.nativeDir, "bin/postgres"), "-D", path], {
    ...cluster.account,
    cwd: "/",
    env: environment,
    detached: true,
    stdio: ["ignore", log, log, "pipe", fd ?? "ignore"],
  });
  closeSync(log);
  if (fd !== undefined) closeSync(fd);
  child.stdio[3]?.on("error", () => undefined);
  return child;
}

/** The id of the living postmaster of the cluster; undefined when none runs. */
export function findPostmaster(clusterDir: string): number | undefined {
  const pid = readPid(clusterDir);
  if (pid === undefined || !isAlive(pid)) return undefined;
  if (process.platform !== "linux") return pid;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ends the postmaster and waits until it is gone: politely, then insisting. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", fastShutdownMs],
    ["SIGQUIT", immediateShutdownMs],
    ["SIGKILL", immediateShutdownMs],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitUntil(() => !isAlive(pid), waitMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end.`);
}

/** @returns whether the condition came true in time */
export async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await pause(pollMs);
  }
}

function readPid(clusterDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(clusterDir, "postmaster.pid"), "utf8"), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** In a container whose first process does not collect its orphans, an ended process keeps its id. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
