import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { PeerMissingError } from "./peer.ts";

const startPolicyPath = "/usr/sbin/policy-rc.d";

/**
 * Makes sure that Debian packages are there.
 * @throws PeerMissingError where they cannot be installed, and always for who is not root: only root may hand a server to an account of its own
 */
export function requirePackages(names: readonly string[]): void {
  if (process.getuid?.() !== 0) throw new PeerMissingError("A peer runs under an account of its own, so this must be run as root.");
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (!existsSync("/usr/bin/apt-get"))
    throw new PeerMissingError(`The Debian packages ${missing.join(", ")} are missing, and there is no apt.`);
  console.error(`Installing ${missing.join(", ")} …`);
  apt(["update"]);
  if (!withoutStarting(() => apt(["install", "--yes", "--no-install-recommends", ...missing])))
    throw new PeerMissingError(`The Debian packages ${missing.join(", ")} could not be installed; apt has said why.`);
}

function isInstalled(name: string): boolean {
  return ask(name, "${db:Status-Status}") === "installed";
}

/** @returns the upstream part of a package's version, as 23.01 */
export function readVersion(name: string): string {
  return ask(name, "${Version}").replace(/^\d+:/, "").replace(/-.*$/, "");
}

function ask(name: string, format: string): string {
  return spawnSync("dpkg-query", ["--show", "--showformat", format, name], { encoding: "utf8" }).stdout;
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

/** A server that is installed is not started by its package: nothing may listen that nobody asked for. @see invoke-rc.d(8) */
function withoutStarting(install: () => boolean): boolean {
  if (existsSync(startPolicyPath)) return install();
  writeFileSync(startPolicyPath, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(startPolicyPath);
  }
}
