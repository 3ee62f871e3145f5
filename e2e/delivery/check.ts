/**
 * `npm run check:delivery -- --seed 7 --minutes 10 [--nemesis kill-server,cut]`: the delivery contract under faults.
 * `--mutants` breaks the server on purpose, one way after another, and expects each to be found.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkDelivery } from "./checker.ts";
import { tryMutants } from "./mutants.ts";
import { nemeses } from "./nemeses.ts";
import { isClean, type Verdict } from "./verdict.ts";

const rootDir = join(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    minutes: { type: "string", default: "5" },
    nemesis: { type: "string" },
    mutants: { type: "boolean", default: false },
  },
});

const chosen = nemeses.filter(({ name }) => values.nemesis === undefined || values.nemesis.split(",").includes(name));
if (chosen.length === 0) fail(`There is no such fault. Known: ${nemeses.map(({ name }) => name).join(", ")}.`);
process.exitCode = (values.mutants ? await findMutants() : await check()) ? 0 : 1;

async function check(): Promise<boolean> {
  const endsAt = Date.now() + Number(values.minutes) * 60_000;
  const { seed, rounds, verdict } = await checkDelivery({
    seed: Number(values.seed),
    isOver: () => Date.now() >= endsAt,
    rootDir,
    nemeses: chosen,
    onRound: (round, nemesis, now) => console.error(`${round} ${nemesis}: ${describe(now)}`),
  });
  console.log(JSON.stringify({ seed, rounds, ...verdict }));
  return isClean(verdict);
}

async function findMutants(): Promise<boolean> {
  let isEachFound = true;
  for await (const { name, fault } of tryMutants(rootDir, Number(values.seed))) {
    console.log(`${name}: ${fault ?? "NOT FOUND"}`);
    isEachFound &&= fault !== undefined;
  }
  return isEachFound;
}

function describe({ sent, acknowledged, seen, lost, doubled, reordered, faults }: Verdict): string {
  return `sent ${sent}, acknowledged ${acknowledged}, seen ${seen}, lost ${lost}, doubled ${doubled}, reordered ${reordered}${faults.map((fault) => `\n  ${fault}`).join("")}`;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
