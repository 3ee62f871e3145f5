import type { BlobStore } from "@veche/server/blobs";
import { findTextKind, maxReadBytes, readFileText } from "@veche/server/file-text";
import type { Db } from "../context.ts";
import type { FileOrder } from "./receiving.ts";
import { findFile } from "./store.ts";

/** @returns what a file says; undefined when nothing can be taken out of it, or it is gone */
export async function takeText(
  parts: { readonly db: Db; readonly blobs: BlobStore },
  { applicationId, fileId }: FileOrder,
): Promise<string | undefined> {
  const file = await findFile(parts.db, applicationId, fileId);
  const kind = file && findTextKind(file.name);
  const bytes = kind && (await parts.blobs.read(file.blobHash, { start: 0, end: Math.min(file.sizeBytes, maxReadBytes(kind)) - 1 }));
  return bytes && readFileText(kind, bytes);
}
