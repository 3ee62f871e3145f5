/** The Chromium in which the stories run. Plain JavaScript without dependencies, as install.js. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ExplainedError, words } from "./words.js";

const programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macPrograms = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** @returns {string | undefined} path of a Chromium: the one in CHROMIUM_PATH, else one that is installed */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const dirs = (process.env.PATH ?? "").split(delimiter);
  const candidates = programs.flatMap((program) => dirs.map((dir) => join(dir, program)));
  return [...candidates, ...macPrograms].find((path) => existsSync(path));
}

/**
 * Finds a Chromium, and installs Debian's where that is possible (root, apt).
 * @returns {string}
 * @throws {ExplainedError} when there is none; says how to get one
 */
export function ensureBrowser() {
  const found = findBrowser() ?? installBrowser();
  if (!found) throw new ExplainedError(words("browserMissing"));
  return found;
}

function installBrowser() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.log(words("browserInstalling"));
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const packages = ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"];
  const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages];
  for (const args of [["apt-get", "update", "-qq"], install]) {
    const result = spawnSync(args[0], args.slice(1), { env, stdio: ["ignore", "ignore", "inherit"] });
    if (result.status !== 0 && args === install) return undefined;
  }
  return findBrowser();
}
