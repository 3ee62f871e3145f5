import type { BlobStore } from "@veche/server/blobs";
import type { Db } from "../context.ts";
import { readPicture } from "./pictures.ts";
import type { FileOrder } from "./receiving.ts";
import { findFile, saveThumbnail } from "./store.ts";

/** Makes the small picture of a file, once. @returns whether it has one now that it had not before */
export async function makeThumbnail(parts: { readonly db: Db; readonly blobs: BlobStore }, order: FileOrder): Promise<boolean> {
  const file = await findFile(parts.db, order.applicationId, order.fileId);
  if (!file || file.thumbnailHash !== null) return false;
  const bytes = await parts.blobs.read(file.blobHash);
  const picture = bytes && (await readPicture(bytes));
  if (!picture) return false;
  const stored = await parts.blobs.put(toChunks(picture.thumbnail));
  return saveThumbnail(parts.db, order.applicationId, order.fileId, { ...picture, thumbnailHash: stored.hash });
}

async function* toChunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
