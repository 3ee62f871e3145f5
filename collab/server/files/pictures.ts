import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import * as z from "zod";

const timeoutMs = 30_000;
const maxHeapMegabytes = 256;
const program = fileURLToPath(new URL("picture-process.ts", import.meta.url));
const size = z.object({ width: z.number().int().positive(), height: z.number().int().positive() });

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** WebP, at most 640 pixels wide and high */
  readonly thumbnail: Uint8Array;
}

/**
 * Looks at a picture in a process that may be killed by it: bounded in time, memory and pixels, without our environment.
 * @returns undefined when it is no picture, or a hostile one
 */
export async function readPicture(bytes: Readable): Promise<Picture | undefined> {
  const child = spawn(process.execPath, [`--max-old-space-size=${maxHeapMegabytes}`, program], {
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
  return code === 0 ? parsePicture(output) : undefined;
}

function parsePicture(output: Buffer): Picture {
  const lineEnd = output.indexOf("\n");
  return { ...size.parse(JSON.parse(output.subarray(0, lineEnd).toString())), thumbnail: output.subarray(lineEnd + 1) };
}
