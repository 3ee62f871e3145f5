import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const timeoutMs = 30_000;
const maxHeapMegabytes = 256;

/**
 * Gives bytes that may be hostile to a program of ours in a process of its own: bounded in time and memory, without our environment.
 * @param program for Node; it reads stdin, writes what it has found to stdout, and fails on anything it does not know
 * @returns what it wrote; undefined when it failed, took too long or wanted too much
 */
export async function runLimited(program: URL, bytes: Readable, args: readonly string[] = []): Promise<Buffer | undefined> {
  const child = spawn(process.execPath, [`--max-old-space-size=${maxHeapMegabytes}`, fileURLToPath(program), ...args], {
    stdio: ["pipe", "pipe", "ignore"],
    env: {},
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(null));
  });
  // a child that gives up early closes its end: that is told by its exit
  child.stdin.on("error", () => bytes.destroy());
  bytes.on("error", () => child.kill("SIGKILL"));
  bytes.pipe(child.stdin);
  const [output, code] = await Promise.all([buffer(child.stdout), exit]);
  return code === 0 ? output : undefined;
}
