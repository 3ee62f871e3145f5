/** `node build-web.ts <sources> <result> <stamp>`: builds the interface and puts smaller twins beside its files. */

import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const compressible = /\.(?:js|css|html|svg|json|webmanifest)$/;
const shortestCompressedBytes = 1024;
/** a little larger than the best, in a tenth of its time */
const brotliQuality = 9;

const [webDir = "", outDir = "", stamp = ""] = process.argv.slice(2);
const stampName = ".sources";
/** how often another process may replace the result at the same moment */
const attemptCount = 10;

// two processes, on one machine or in two containers on one disk, may build at the same time
const draftDir = mkdtempSync(`${outDir}.`);

try {
  process.env["VECHE_BUILD"] = stamp;
  // whoever starts us, a test for instance: everybody gets the same result
  process.env["NODE_ENV"] = "production";
  await build({ root: webDir, logLevel: "warn", build: { outDir: draftDir, emptyOutDir: true, reportCompressedSize: false } });
  for (const name of readdirSync(draftDir, { recursive: true, encoding: "utf8" })) {
    if (compressible.test(name)) compress(join(draftDir, name));
  }
  writeFileSync(join(draftDir, stampName), stamp);
  chmodSync(draftDir, 0o755);
  replaceResult();
} finally {
  rmSync(draftDir, { recursive: true, force: true });
}

/** Whoever comes second finds the result of the first; the same one stays, another one goes. */
function replaceResult(): void {
  for (let attempt = 1; ; attempt += 1) {
    if (readStamp() === stamp) return;
    const oldDir = `${draftDir}.old`;
    moveIfThere(outDir, oldDir);
    rmSync(oldDir, { recursive: true, force: true });
    try {
      return renameSync(draftDir, outDir);
    } catch (error) {
      if (attempt === attemptCount || !isCode(error, "ENOTEMPTY", "EEXIST")) throw error;
    }
  }
}

function readStamp(): string | undefined {
  try {
    return readFileSync(join(outDir, stampName), "utf8");
  } catch {
    return undefined;
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function compress(path: string): void {
  const content = readFileSync(path);
  if (content.length < shortestCompressedBytes) return;
  writeFileSync(`${path}.gz`, gzipSync(content));
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
}
