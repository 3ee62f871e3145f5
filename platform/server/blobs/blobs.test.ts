import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DiskBlobStore } from "./index.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "veche-blobs-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function* chunksOf(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

test("a blob is named by its hash and read back whole or in part", async () => {
  const store = new DiskBlobStore(dir);
  const { hash, sizeBytes } = await store.put(chunksOf("Северный ", "ветер"));
  expect(hash).toBe(createHash("sha256").update("Северный ветер").digest("hex"));
  expect(sizeBytes).toBe(Buffer.byteLength("Северный ветер"));
  expect(await text((await store.read(hash))!)).toBe("Северный ветер");
  expect(await text((await store.read(hash, { start: 2, end: 3 }))!)).toBe("е");
});

test("equal bytes are kept once, and a deleted blob is gone", async () => {
  const store = new DiskBlobStore(dir);
  const first = await store.put(chunksOf("акт"));
  expect(await store.put(chunksOf("а", "кт"))).toEqual(first);
  expect(await readdir(join(dir, first.hash.slice(0, 2)))).toHaveLength(1);
  await store.delete(first.hash);
  expect(await store.has(first.hash)).toBe(false);
  expect(await store.read(first.hash)).toBeUndefined();
});

test("a source that breaks leaves nothing behind", async () => {
  const store = new DiskBlobStore(dir);
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("половина");
    throw new Error("cut");
  }
  await expect(store.put(breaking())).rejects.toThrow("cut");
  expect(await readdir(join(dir, "waiting"))).toEqual([]);
});

test("a name that leads elsewhere is refused", async () => {
  await expect(new DiskBlobStore(dir).read("../../etc/passwd")).rejects.toThrow("not the name of a blob");
});
