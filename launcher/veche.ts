/** `npm run veche -- <command>`. */

import { ConfigError } from "@veche/server/config";
import { readSettings } from "./config.ts";
import { examine } from "./doctor.ts";
import { wordsFor } from "./words.ts";

const words = wordsFor(process.env);
const marks = { good: "✓", warning: "!", bad: "✗" } as const;

async function runDoctor(): Promise<number> {
  const findings = await examine(readSettings(process.env, process.cwd()), words);
  for (const { state, text } of findings) console.log(`${marks[state]} ${text}`);
  return findings.some(({ state }) => state === "bad") ? 1 : 0;
}

async function main(): Promise<number> {
  if (process.argv[2] === "doctor") return runDoctor();
  console.error("npm run veche -- doctor");
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(words.settingsFaulty(error.faults));
  process.exitCode = 1;
}
