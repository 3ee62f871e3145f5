import { setTimeout as wait } from "node:timers/promises";
import type { Disk } from "./disk.ts";
import type { Person } from "./person.ts";
import type { Random } from "./random.ts";
import type { Target } from "./target.ts";

/** What can be struck. */
export interface World {
  readonly target: Target;
  readonly people: readonly Person[];
  readonly random: Random;
  readonly disk: Disk;
}

/** A fault that happens in the middle of the work. */
export interface Nemesis {
  readonly name: string;
  /** characters of each text while it lasts */
  readonly textLength?: number;
  /** how long afterwards programs may still differ, in milliseconds */
  readonly convergenceMs?: number;
  /** Strikes, holds for a while, and heals. */
  strike(world: World): Promise<void>;
}

const shortTextLength = 60;
const longTextLength = 18_000;
/** Less than the programs' probes need: what the live channel owes must come by the live channel, or by coming back. */
const soonMs = 8_000;
/** Nobody learns of a connection that says nothing before he asks. */
const afterSilenceMs = 60_000;
const clockStepsMs = [-3_600_000, -5_000, 5_000, 86_400_000];

export const nemeses: readonly Nemesis[] = [
  {
    name: "kill-server",
    async strike({ target }) {
      await target.kill();
      await target.start(null);
    },
  },
  { name: "kill-database", strike: ({ target }) => target.killDatabase() },
  { name: "pause-server", strike: ({ target, random }) => hold(target.pause(), random) },
  { name: "pause-database", strike: async ({ target, random }) => hold(await target.pauseDatabase(), random) },
  {
    name: "cut",
    async strike(world) {
      for (const { passage } of chooseSome(world)) passage.cut();
    },
  },
  {
    name: "half-open",
    convergenceMs: afterSilenceMs,
    async strike(world) {
      for (const { passage } of chooseSome(world)) passage.forget();
    },
  },
  {
    name: "slow-reader",
    textLength: longTextLength,
    async strike(world) {
      const slow = chooseSome(world);
      for (const { passage } of slow) passage.slowDown();
      await hold(() => slow.forEach(({ passage }) => passage.restore()), world.random);
    },
  },
  {
    name: "clock-step",
    async strike({ target, random }) {
      target.stepClock(random.pick(clockStepsMs));
      await hold(() => target.stepClock(0), random);
    },
  },
  {
    name: "full-disk",
    async strike({ disk, random }) {
      await disk.fill();
      await hold(() => undefined, random);
      await disk.free();
    },
  },
];

export function textLengthDuring(nemesis: Nemesis): number {
  return nemesis.textLength ?? shortTextLength;
}

export function convergenceAfter(nemesis: Nemesis): number {
  return nemesis.convergenceMs ?? soonMs;
}

async function hold(heal: () => void, random: Random): Promise<void> {
  await wait(random.between(300, 2_000));
  heal();
}

/** At least one, never all: somebody goes on undisturbed. */
function chooseSome({ people, random }: World): readonly Person[] {
  const chosen = people.slice(1).filter(() => random.isTrue(0.5));
  return chosen.length > 0 ? chosen : [people.at(-1)!];
}
