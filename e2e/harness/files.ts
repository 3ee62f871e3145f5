import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";

const pieceBytes = 1024 * 1024;

/** Writes a file of random bytes. @returns its SHA-256 */
export async function writeRandomFile(path: string, sizeBytes: number): Promise<string> {
  const hash = createHash("sha256");
  await using file = await open(path, "w");
  for (let written = 0; written < sizeBytes; written += pieceBytes) {
    const piece = randomBytes(Math.min(pieceBytes, sizeBytes - written));
    hash.update(piece);
    await file.write(piece);
  }
  return hash.digest("hex");
}

/** @returns the SHA-256 of a file */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
