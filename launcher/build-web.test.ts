import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "veche-build-"));
  mkdirSync(join(dir, "web"));
  writeFileSync(join(dir, "web/index.html"), "<!doctype html><title>Вече</title>");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function build(stamp: string): Promise<unknown> {
  const program = join(import.meta.dirname, "build-web.ts");
  const child = spawn(process.execPath, [program, join(dir, "web"), join(dir, "dist"), stamp], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  return code;
}

it("many builds at once leave one whole result and nothing else", async () => {
  expect(await build("first")).toBe(0);
  expect(await Promise.all([build("second"), build("second"), build("second")])).toEqual([0, 0, 0]);
  expect(readFileSync(join(dir, "dist/.sources"), "utf8")).toBe("second");
  expect(readFileSync(join(dir, "dist/index.html"), "utf8")).toContain("Вече");
  expect(readdirSync(dir).toSorted()).toEqual(["dist", "web"]);
});
