import { setTimeout as pause } from "node:timers/promises";
import { measureCpuSeconds } from "./processes.ts";

const lookEveryMs = 500;
/** Timers and polling of a server where nothing happens; a twentieth of a core. */
const restingShare = 0.05;
const patienceMs = 40_000;

/** Waits until processes have done what they do behind the answers, as an index that follows; for so long and not longer. */
export async function waitForRest(pids: readonly number[]): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  for (let spent = measureCpuSeconds(...pids); performance.now() < deadlineMs;) {
    await pause(lookEveryMs);
    const now = measureCpuSeconds(...pids);
    if (now - spent <= (lookEveryMs / 1_000) * restingShare) return;
    spent = now;
  }
}
