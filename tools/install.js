/** Makes sure that the packages of package-lock.json are there. Plain JavaScript without dependencies: it runs before any install, on Node 20. */

import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ExplainedError, words } from "./words.js";

export const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));

const oldestNode = [20, 19];
const runtimeMajor = 24;

/**
 * Installs what is missing and finds the Node that runs the product.
 * @returns {string} path of a Node 24 or newer
 * @throws {ExplainedError}
 */
export function ensureInstalled() {
  requireNode();
  if (!isInstalled()) install();
  return findRuntime();
}

/** The environment in which `node` is the product's own Node, for the programs of node_modules. */
export function runtimeEnvironment() {
  return { ...process.env, PATH: `${join(rootDir, "node_modules/.bin")}:${process.env.PATH ?? ""}` };
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (!isEnough) throw new ExplainedError(words("nodeTooOld", { found: process.versions.node, needed: oldestNode.join(".") }));
}

/** Compares what npm says it installed (it writes this file last) with what the lock asks for; times of files say nothing after a clone or a copy. */
function isInstalled() {
  const wanted = readPackages(join(rootDir, "package-lock.json"));
  const found = readPackages(join(rootDir, "node_modules/.package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (!path.startsWith("node_modules/")) return true;
    return found[path] ? found[path].version === version : optional === true;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function install() {
  requireWritable(existsSync(join(rootDir, "node_modules")) ? join(rootDir, "node_modules") : rootDir);
  console.log(words("installing"));
  const startedAt = Date.now();
  const npmArgs = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npmCli = process.env.npm_execpath;
  const [command, args] = npmCli?.endsWith("npm-cli.js")
    ? [process.env.npm_node_execpath ?? process.execPath, [npmCli, ...npmArgs]]
    : ["npm", npmArgs];
  const result = spawnSync(command, args, { cwd: rootDir, stdio: ["ignore", "ignore", "inherit"] });
  if (result.error) throw new ExplainedError(words("npmMissing"));
  if (result.status !== 0) throw new ExplainedError(words("installFailed"));
  console.log(words("installed", { seconds: Math.round((Date.now() - startedAt) / 1000) }));
}

function requireWritable(path) {
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw new ExplainedError(words("notWritable", { path }));
  }
}

function findRuntime() {
  const installed = join(rootDir, "node_modules/.bin/node");
  if (spawnSync(installed, ["--version"], { stdio: "ignore" }).status === 0) return installed;
  if (Number.parseInt(process.versions.node, 10) >= runtimeMajor) return process.execPath;
  throw new ExplainedError(words("node24Missing", { platform: `${process.platform}-${process.arch}` }));
}
