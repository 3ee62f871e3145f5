/** `node build-web.ts <sources> <result> <stamp>`: builds the interface and puts smaller twins beside its files. */

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const compressible = /\.(?:js|css|html|svg|json|webmanifest)$/;
const shortestCompressedBytes = 1024;
/** a little larger than the best, in a tenth of its time */
const brotliQuality = 9;

const [webDir = "", outDir = "", stamp = ""] = process.argv.slice(2);
const draftDir = `${outDir}.${process.pid}`;

try {
  await build({ root: webDir, logLevel: "warn", build: { outDir: draftDir, emptyOutDir: true, reportCompressedSize: false } });
  for (const name of readdirSync(draftDir, { recursive: true, encoding: "utf8" })) {
    if (compressible.test(name)) compress(join(draftDir, name));
  }
  writeFileSync(join(draftDir, ".sources"), stamp);
  rmSync(outDir, { recursive: true, force: true });
  renameSync(draftDir, outDir);
} finally {
  rmSync(draftDir, { recursive: true, force: true });
}

function compress(path: string): void {
  const content = readFileSync(path);
  if (content.length < shortestCompressedBytes) return;
  writeFileSync(`${path}.gz`, gzipSync(content));
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
}
