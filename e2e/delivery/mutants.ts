import { cp, mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDelivery } from "./checker.ts";
import { mutations, type Mutation } from "./mutations.ts";
import { nemeses } from "./nemeses.ts";
import { isClean } from "./verdict.ts";

/** What the server is made of. */
const copied = ["platform", "collab", "package.json"];
const packageScope = "@veche";

export interface TriedMutant {
  readonly name: string;
  /** how the check found it; undefined when it did not */
  readonly fault: string | undefined;
}

/** Breaks a copy of the house in one way after another and checks each. @throws Error when a place to break is no longer there */
export async function* tryMutants(rootDir: string, seed: number): AsyncIterable<TriedMutant> {
  for (const mutation of mutations) {
    const dir = await mkdtemp(join(tmpdir(), "veche-mutant-"));
    try {
      await copyHouse(rootDir, dir);
      await breakHouse(dir, mutation);
      yield { name: mutation.name, fault: await findFault(dir, mutation, seed) };
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
}

async function findFault(dir: string, mutation: Mutation, seed: number): Promise<string | undefined> {
  const chosen = nemeses.filter(({ name }) => mutation.foundBy.includes(name));
  const isOver = (rounds: number): boolean => rounds >= mutation.rounds;
  try {
    const { verdict } = await checkDelivery({ seed, isOver, rootDir: dir, nemeses: chosen });
    return isClean(verdict) ? undefined : verdict.faults[0];
  } catch (error) {
    return String(error);
  }
}

/** The sources as copies, everything else by links, so that the copy's packages find each other and not those of the house. */
async function copyHouse(rootDir: string, dir: string): Promise<void> {
  const isSource = (path: string): boolean => !/[/\\](node_modules|dist)([/\\]|$)/.test(path.slice(rootDir.length));
  for (const name of copied) await cp(join(rootDir, name), join(dir, name), { recursive: true, filter: isSource });
  const modules = join(dir, "node_modules");
  await mkdir(join(modules, packageScope), { recursive: true });
  for (const name of await readdir(join(rootDir, "node_modules"))) {
    if (name !== packageScope) await symlink(join(rootDir, "node_modules", name), join(modules, name));
  }
  for (const product of ["platform", "collab"]) await linkPackages(dir, product);
}

async function linkPackages(dir: string, product: string): Promise<void> {
  for (const part of await readdir(join(dir, product))) {
    const manifest = await readFile(join(dir, product, part, "package.json"), "utf8").catch(() => undefined);
    if (manifest === undefined) continue;
    const { name } = JSON.parse(manifest) as { name: string };
    await symlink(join(dir, product, part), join(dir, "node_modules", name));
  }
}

async function breakHouse(dir: string, { name, edits }: Mutation): Promise<void> {
  for (const { file, from, to } of edits) {
    const path = join(dir, file);
    const source = await readFile(path, "utf8");
    if (!source.includes(from)) throw new Error(`${name}: ${file} has no «${from}» any more; say anew how to break it`);
    await writeFile(
      path,
      source.replace(from, () => to),
    );
  }
}
