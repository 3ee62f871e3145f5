import type { Readable } from "node:stream";
import { runLimited } from "@veche/server/limited";
import * as z from "zod";

const program = new URL("picture-process.ts", import.meta.url);
const size = z.object({ width: z.number().int().positive(), height: z.number().int().positive() });

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** WebP, at most 640 pixels wide and high */
  readonly thumbnail: Uint8Array;
}

/**
 * Looks at a picture in a limited process, bounded in pixels too.
 * @returns undefined when it is no picture, or a hostile one
 */
export async function readPicture(bytes: Readable): Promise<Picture | undefined> {
  const output = await runLimited(program, bytes);
  return output && parsePicture(output);
}

function parsePicture(output: Buffer): Picture {
  const lineEnd = output.indexOf("\n");
  return { ...size.parse(JSON.parse(output.subarray(0, lineEnd).toString())), thumbnail: output.subarray(lineEnd + 1) };
}
