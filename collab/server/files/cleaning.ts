import type { BlobStore } from "@veche/server/blobs";
import type { Db } from "../context.ts";
import { deleteRemovedFiles, removeUnclaimedFiles } from "./store.ts";

const unusedMs = 24 * 60 * 60 * 1000;
const removedMs = 60 * 60 * 1000;

/** Removes uploads that nobody used for a day, and forgets the bytes that no file needs. Harmless to repeat. */
export async function cleanFiles(parts: { readonly db: Db; readonly blobs: BlobStore }, now: Date): Promise<void> {
  await removeUnclaimedFiles(parts.db, new Date(now.getTime() - unusedMs), now);
  const hashes = await deleteRemovedFiles(parts.db, new Date(now.getTime() - removedMs));
  for (const hash of hashes) await parts.blobs.delete(hash);
}
