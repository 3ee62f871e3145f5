import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Of `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Times {
  readonly parentPid: number;
  readonly ownTicks: number;
  readonly endedChildrenTicks: number;
}

/** @see proc_pid_stat(5) */
function readTimes(pid: number): Times | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [own, system, endedOwn, endedSystem] = fields.slice(11, 15).map(Number);
    return { parentPid: Number(fields[1]), ownTicks: own! + system!, endedChildrenTicks: endedOwn! + endedSystem! };
  } catch {
    return undefined;
  }
}

function readTrees(pids: readonly number[]): ReadonlyMap<number, Times> {
  const all = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const times = readTimes(Number(name));
        return times ? [[Number(name), times] as const] : [];
      }),
  );
  const isUnder = (candidate: number): boolean =>
    pids.includes(candidate) || (candidate > 1 && isUnder(all.get(candidate)?.parentPid ?? 0));
  return new Map([...all].filter(([candidate]) => isUnder(candidate)));
}

/** Processes and everything that stands under them. */
export function listTree(...pids: readonly number[]): number[] {
  return [...readTrees(pids).keys()];
}

/** CPU seconds of processes and everything that stands under them, ended children included. */
export function measureCpuSeconds(...pids: readonly number[]): number {
  const times = [...readTrees(pids).values()];
  return times.reduce((sum, { ownTicks, endedChildrenTicks }) => sum + ownTicks + endedChildrenTicks, 0) / ticksPerSecond;
}

/** Memory of processes, what they share counted by their share (PSS); who has ended counts nothing. */
export function measureMemoryBytes(...pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + readPss(pid), 0);
}

function readPss(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Ends processes by their ids: asks, waits, and at last does not ask any more. */
export async function endProcesses(pids: readonly number[], graceMs = 10_000): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    pids.filter(isAlive).forEach((pid) => send(pid, signal));
    const deadlineMs = performance.now() + graceMs;
    while (pids.some(isAlive) && performance.now() < deadlineMs) await pause(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "")[0];
    return state !== "Z";
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended meanwhile
  }
}
