import { AppError } from "@veche/kernel";
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** SHA-256 of the bytes, hexadecimal: the name of a blob. */
export type BlobHash = string;

export interface StoredBlob {
  readonly hash: BlobHash;
  readonly sizeBytes: number;
}

/** Where bytes are kept by what they are: equal bytes are kept once. Streams both ways. */
export interface BlobStore {
  /** @throws AppError insufficient_storage */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Takes a finished file over; it is no longer where it was. @param path on the same file system */
  adopt(path: string): Promise<StoredBlob>;
  /** @param range first and last byte, both included @returns undefined when it is not there */
  read(hash: BlobHash, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined>;
  has(hash: BlobHash): Promise<boolean>;
  delete(hash: BlobHash): Promise<void>;
  /** @returns bytes still free */
  measureFree(): Promise<number>;
}

/** Blobs on a local disk, in 256 folders by the first byte of the hash. A put is complete and on disk, or has never been. */
export class DiskBlobStore implements BlobStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    const waiting = join(this.#dir, "waiting");
    await mkdir(waiting, { recursive: true, mode: 0o700 });
    const temporary = join(waiting, randomUUID());
    try {
      const stored = await writeHashed(temporary, bytes);
      await this.#keep(temporary, stored.hash);
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw isDiskFull(error) ? new AppError("insufficient_storage", {}, { cause: error }) : error;
    }
  }

  async adopt(path: string): Promise<StoredBlob> {
    const hash = createHash("sha256");
    await using file = await open(path);
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array);
    await file.sync();
    const stored = { hash: hash.digest("hex"), sizeBytes: (await file.stat()).size };
    await this.#keep(path, stored.hash);
    return stored;
  }

  async read(hash: BlobHash, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined> {
    return (await this.has(hash)) ? createReadStream(this.#path(hash), range) : undefined;
  }

  async has(hash: BlobHash): Promise<boolean> {
    return stat(this.#path(hash)).then(
      () => true,
      () => false,
    );
  }

  async delete(hash: BlobHash): Promise<void> {
    await rm(this.#path(hash), { force: true });
  }

  async measureFree(): Promise<number> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#dir);
    return bavail * bsize;
  }

  async #keep(temporary: string, hash: BlobHash): Promise<void> {
    const folder = join(this.#dir, hash.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(temporary, this.#path(hash));
    await using directory = await open(folder);
    await directory.sync();
  }

  #path(hash: BlobHash): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error("not the name of a blob");
    return join(this.#dir, hash.slice(0, 2), hash);
  }
}

async function writeHashed(path: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest("hex"), sizeBytes };
}

/** Whether a write failed because no room is left. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
