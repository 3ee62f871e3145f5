import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { probePort } from "./port.ts";

const isLinux = process.platform === "linux";

let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "veche-launcher-"));
  children = [];
});

afterEach(async () => {
  for (const child of children) await end(child);
  rmSync(dataDir, { recursive: true, force: true });
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGINT");
  await exit;
}

function run(env: Record<string, string>): ChildProcess & { stdout: Readable } {
  const child = spawn(process.execPath, [join(import.meta.dirname, "start.js")], {
    env: { ...process.env, LANG: "C", LC_ALL: "C", VECHE_DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

/** @returns the address in the next welcome */
function waitForWelcome({ stdout }: { readonly stdout: Readable }): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const read = (chunk: Buffer): void => {
    text += chunk.toString();
    const [, url] = /^Veche is running: (\S+)$/m.exec(text) ?? [];
    if (!url) return;
    stdout.off("data", read);
    resolve(url);
  };
  stdout.on("data", read);
  stdout.once("end", () => reject(new Error(`ended without a welcome: ${text}`)));
  return promise;
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);

describe("npm start", () => {
  it("serves everything on one address, ends cleanly, and starts again", { timeout: 120_000 }, async () => {
    const first = run({ VECHE_PORT: "0" });
    const url = await waitForWelcome(first);
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ state: "healthy" });
    const page = await fetch(`${url}/discussions`);
    expect(page.headers.get("content-type")).toContain("text/html");
    const [, script] = /<script[^>]+src="([^"]+)"/.exec(await page.text()) ?? [];
    const code = await (await fetch(`${url}${script}`)).text();
    // built for people, not for developers: a test is no reason for another build
    expect(code.length).toBeGreaterThan(10_000);
    expect(code).not.toContain("jsxDEV");
    const exit = once(first, "exit");
    first.kill("SIGINT");
    expect(await exit).toEqual([0, null]);
    const second = run({ VECHE_PORT: "0" });
    expect((await fetch(`${await waitForWelcome(second)}/api/health`)).status).toBe(200);
  });

  it.runIf(isLinux)("brings the server back after it was killed, and ends with its supervisor", { timeout: 120_000 }, async () => {
    const port = await probePort("127.0.0.1", 0);
    if (typeof port !== "number") throw new Error(port);
    const child = run({ VECHE_PORT: String(port) });
    await waitForWelcome(child);
    const [server] = childrenOf(child.pid!);
    process.kill(server!, "SIGKILL");
    await waitForWelcome(child);
    expect(childrenOf(child.pid!)).not.toContain(server);
    expect(await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()).toMatchObject({ state: "healthy" });
    const connection = connect(port, "127.0.0.1");
    await once(connection, "connect");
    const gone = once(connection, "close");
    child.kill("SIGKILL");
    await gone;
  });
});
