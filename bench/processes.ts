import { readdirSync, readFileSync } from "node:fs";

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

/** CPU seconds of a process and everything that stands under it, ended children included. */
export function measureCpuSeconds(pid: number): number {
  const all = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const times = readTimes(Number(name));
        return times ? [[Number(name), times] as const] : [];
      }),
  );
  const isUnder = (candidate: number): boolean => candidate === pid || (candidate > 1 && isUnder(all.get(candidate)?.parentPid ?? 0));
  const ticks = [...all].filter(([candidate]) => isUnder(candidate)).map(([, times]) => times.ownTicks + times.endedChildrenTicks);
  return ticks.reduce((sum, value) => sum + value, 0) / ticksPerSecond;
}

/** Memory of a process, what it shares counted by its share. */
export function measureMemoryBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024;
}
