/**
 * `npm test`: installs what is missing, then checks format, lint and types and runs all tests and stories.
 * `npm test -- <path>…` runs only the tests whose file matches. The last line, `N passed, N failed`, is read by machines.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.js";
import { ensureInstalled, rootDir, runtimeEnvironment } from "./install.js";
import { ExplainedError, words } from "./words.js";

const checks = [
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings", "."] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
];

function main() {
  ensureInstalled();
  const paths = process.argv.slice(2);
  const isStory = (path) => path.startsWith("e2e") || path.endsWith(".story.ts");
  const storyPaths = paths.filter(isStory);
  const testPaths = paths.filter((path) => !isStory(path));
  const results = [];
  if (paths.length === 0) results.push(...checks.map(runCheck));
  if (paths.length === 0 || testPaths.length > 0) results.push(runTests("unit", testPaths));
  if (storyPaths.length > 0 || (paths.length === 0 && hasStories())) results.push(runStories(storyPaths));
  return report(results);
}

function run([program, ...args], env = {}) {
  const result = spawnSync(join(rootDir, "node_modules/.bin", program), args, {
    cwd: rootDir,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...runtimeEnvironment(), ...env },
  });
  return result.status === 0;
}

function runCheck({ name, command }) {
  console.log(words("step", { name }));
  const isGood = run(command);
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

function hasStories() {
  return readdirSync(join(rootDir, "e2e"), { recursive: true }).some((name) => name.endsWith(".story.ts"));
}

function runStories(paths) {
  try {
    // In the locale C, which a fresh account may have, Chromium cannot open a file with a Cyrillic name.
    return runTests("stories", paths, { CHROMIUM_PATH: ensureBrowser(), LC_ALL: "C.UTF-8" });
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    console.error(error.message);
    return { name: "stories", passed: 0, failed: 1, skipped: 0 };
  }
}

/** Runs one project of vitest; a run that fails without a failed test (a file that does not load, an unhandled error) counts as one failure. */
function runTests(name, paths, env) {
  console.log(words("step", { name }));
  const dir = mkdtempSync(join(tmpdir(), "veche-results-"));
  const file = join(dir, "results.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const isGood = run(["vitest", "run", "--project", name, ...reporters, ...paths], env);
    const counts = readCounts(file);
    return { name, ...counts, failed: isGood ? counts.failed : Math.max(1, counts.failed) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readCounts(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(file, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function report(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  for (const { name, failed } of results) {
    if (failed > 0) console.log(words("stepFailed", { name }));
  }
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
  return sum("failed") === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ExplainedError)) throw error;
  console.error(error.message);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
