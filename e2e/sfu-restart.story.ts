import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LabBrowser, openLabBrowser } from "./harness/call-lab.ts";
import type { LabClient } from "./harness/lab-client.ts";

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 40_000, interval: 100 });
const resumeMs = 10_000;
/** A page on a busy machine needs a while to be asked. */
const askingMs = 5_000;

let server: ChildProcess;
let browser: LabBrowser;

async function startServer(port: number): Promise<string> {
  server = fork(new URL("./harness/lab-main.ts", import.meta.url), [String(port)]);
  const [url] = (await once(server, "message")) as [string];
  return url;
}

const framesOf = async (viewer: LabClient, identity: string): Promise<number> => (await viewer.seeVideo(identity))?.framesDecoded ?? 0;

describe("a server that dies in the middle of a call", () => {
  let url: string;
  let anna: LabClient;
  let boris: LabClient;

  beforeAll(async () => {
    url = await startServer(0);
    browser = await openLabBrowser(url);
    [anna, boris] = await Promise.all([browser.openClient("anna"), browser.openClient("boris")]);
    await anna.join();
    await boris.join();
    await anna.publish("camera", "microphone");
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill("SIGKILL");
  });

  test("and is started again: the call goes on by itself, soon", async () => {
    await eventually(() => framesOf(boris, "anna")).toBeGreaterThan(10);
    const died = once(server, "exit");
    server.kill("SIGKILL");
    await died;
    const startedAt = performance.now();
    await startServer(Number(new URL(url).port));
    // The old picture's count stands still; the new one begins at nothing.
    await eventually(() => boris.readEvents()).toContain("reconnected");
    await eventually(() => framesOf(boris, "anna")).toBeGreaterThan(10);
    expect(performance.now() - startedAt).toBeLessThan(resumeMs + askingMs);
    await eventually(() => boris.hearPeak("anna")).toBeGreaterThan(0.05);
  });
});
