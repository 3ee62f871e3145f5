/**
 * `npm run lock`, after a change of dependencies: adds to package-lock.json the platform packages that the registry at hand does not offer
 * (a mirror may lack other systems' binaries). npm leaves them out and then refuses its own lock in `npm ci`.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rootDir } from "./install.js";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "x64"];

/**
 * The optional packages that a locked package names and the lock does not hold.
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string>, dev?: boolean, license?: string }> }} lock
 * @returns {{ path: string, entry: object }[]} what to add
 */
export function findMissingPackages({ packages }) {
  return Object.values(packages).flatMap((owner) =>
    Object.entries(owner.optionalDependencies ?? {})
      .filter(([name]) => !Object.keys(packages).some((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)))
      .map(([name, version]) => ({ path: `node_modules/${name}`, entry: describePlatformPackage(name, version, owner) })),
  );
}

function describePlatformPackage(name, version, { dev, license }) {
  const words = name.split(/[/-]/);
  const system = systems.find((one) => words.includes(one));
  const processor = processors.find((one) => words.includes(one));
  if (!system || !processor) throw new Error(`The name ${name} does not say for which system it is; add it by hand.`);
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : undefined;
  return {
    version,
    cpu: [processor],
    ...(dev && { dev }),
    ...(libc && { libc }),
    ...(license && { license }),
    optional: true,
    os: [system],
  };
}

function main() {
  const path = join(rootDir, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  const missing = findMissingPackages(lock);
  for (const { path: packagePath, entry } of missing) lock.packages[packagePath] = entry;
  const byPath = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(byPath) }, undefined, 2)}\n`);
  console.log(`${missing.length} packages added to the lock.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
