import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Closing } from "./closing.ts";

const passableModeBits = 0o755;

/** A folder that is gone in the end; other accounts may pass it. */
export function makeTemporaryDir(closing: Closing): string {
  const dir = mkdtempSync(join(tmpdir(), "veche-bench-"));
  chmodSync(dir, passableModeBits);
  closing.add(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
