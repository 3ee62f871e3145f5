import type { UserId } from "@veche/collab-domain/directory";
import { canHaveThumbnail, fileId, type Attachment, type FileId } from "@veche/collab-domain/files";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError, must } from "@veche/kernel";
import type { BlobStore, StoredBlob } from "@veche/server/blobs";
import { findTextKind, maxReadBytes } from "@veche/server/file-text";
import { fileTypeFromBuffer } from "file-type";
import type { Db } from "../context.ts";
import { findFile, insertFile, toAttachment, type FileRow } from "./store.ts";

const sniffedBytes = 4_100;
const maxPictureBytes = 50 * 1024 * 1024;

/** An upload that has come whole. */
export interface ReceivedUpload {
  readonly applicationId: ApplicationId;
  readonly uploaderId: UserId;
  /** made by the client */
  readonly fileId: string;
  /** one clean line without a path */
  readonly name: string;
  readonly blob: StoredBlob;
}

/**
 * Keeps an upload as a file that hangs nowhere yet; the same id again by the same person answers with the first file.
 * @returns the file, and what is to be made of it
 * @throws AppError invalid (field fileId) for an id that is no UUID or somebody else's
 */
export async function receiveFile(
  parts: { readonly db: Db; readonly blobs: BlobStore },
  upload: ReceivedUpload,
  now: Date,
): Promise<{ readonly attachment: Attachment; readonly work: readonly FileWork[] }> {
  const id = fileId.safeParse(upload.fileId);
  if (!id.success) throw new AppError("invalid", { field: "fileId" });
  const { blob } = upload;
  const mediaType = await detectMediaType(parts.blobs, blob.hash);
  const file = {
    id: id.data,
    uploaderId: upload.uploaderId,
    name: upload.name,
    mediaType,
    sizeBytes: blob.sizeBytes,
    blobHash: blob.hash,
    createdAt: now,
  };
  const isNew = await insertFile(parts.db, upload.applicationId, file);
  const row = await findFile(parts.db, upload.applicationId, id.data);
  const isSame = row?.uploaderId === upload.uploaderId && row.blobHash === blob.hash;
  if (!row || !isSame) throw new AppError("invalid", { field: "fileId", reason: "taken" });
  return { attachment: toAttachment(row), work: isNew ? listWork(row) : [] };
}

/** What can be made of a file after it has come. */
export type FileWork = "thumbnail" | "text";

function listWork({ name, mediaType, sizeBytes }: FileRow): FileWork[] {
  const kind = sizeBytes > 0 ? findTextKind(name) : undefined;
  return [
    ...(canHaveThumbnail(mediaType) && sizeBytes <= maxPictureBytes ? (["thumbnail"] as const) : []),
    ...(kind === "plain" || (kind && sizeBytes <= maxReadBytes(kind)) ? (["text"] as const) : []),
  ];
}

/** By what the bytes are, whatever the name says; text and what is not known are offered as plain bytes. */
async function detectMediaType(blobs: BlobStore, hash: string): Promise<string> {
  const stream = must(await blobs.read(hash, { start: 0, end: sniffedBytes - 1 }));
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const detected = await fileTypeFromBuffer(Buffer.concat(chunks));
  return detected?.mime ?? "application/octet-stream";
}

/** Names the file that work is to be done on. */
export interface FileOrder {
  readonly applicationId: ApplicationId;
  readonly fileId: FileId;
}
