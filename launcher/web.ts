import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExplainedError, type Words } from "./words.ts";

const rootDir = join(import.meta.dirname, "..");
const webDir = join(rootDir, "office/web");
const sourceDirs = ["office/web", "office/domain", "collab/ui", "collab/sdk", "collab/domain", "platform/web", "platform/kernel"];
const ignoredFolders = new Set(["node_modules", "dist"]);
const stampName = ".sources";

const builder = join(import.meta.dirname, "build-web.ts");

/** What the built interface was built from, and by what: equal hashes, equal results. */
export function hashSources(): string {
  const hash = createHash("sha256")
    .update(readFileSync(join(rootDir, "package-lock.json")))
    .update(readFileSync(builder));
  for (const path of sourceDirs.flatMap((dir) => listFiles(join(rootDir, dir))).toSorted()) {
    hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function listFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : listFiles(join(dir, entry.name));
    return /\.test\.tsx?$/.test(entry.name) || entry.name.startsWith("dist.") ? [] : [join(dir, entry.name)];
  });
}

/**
 * The folder with the built interface; built first when its sources changed since. It lies beside its sources, or in the data folder when those
 * are not ours to write.
 * @throws ExplainedError when it cannot be built
 */
export async function ensureWeb(dataDir: string, words: Words): Promise<string> {
  const outDir = join(isWritable(webDir) ? webDir : dataDir, "dist");
  const hash = hashSources();
  if (readStamp(outDir) === hash) return outDir;
  console.log(words.webBuilding());
  await build(outDir, hash, words);
  return outDir;
}

/** In a process of its own, whose memory goes with it. */
async function build(outDir: string, hash: string, words: Words): Promise<void> {
  const child = spawn(process.execPath, [builder, webDir, outDir, hash], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new ExplainedError(words.webFailed(Buffer.concat(output).toString("utf8").slice(-4000)));
}

function readStamp(outDir: string): string | undefined {
  const path = join(outDir, stampName);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
