import { AppError } from "@veche/kernel";
import { fileId } from "@veche/office-domain/files";
import type { StoredBlob } from "@veche/server/blobs";
import type { UploadedFile } from "@veche/server/uploads";
import type { Actor, Context } from "../context.ts";
import { findReadableFile, insertFile } from "./store.ts";

const mediaTypePattern = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/;

/** Keeps what has been uploaded; it hangs on nothing yet. Repeating is harmless. @throws AppError invalid when the id is taken */
export async function keepUpload(ctx: Context, actor: Actor, upload: UploadedFile, blob: StoredBlob): Promise<void> {
  const id = fileId.parse(upload.fileId);
  const claimed = upload.claimedType.toLowerCase();
  const file = {
    id,
    name: upload.name,
    mediaType: mediaTypePattern.test(claimed) ? claimed : "application/octet-stream",
    sizeBytes: blob.sizeBytes,
    blob: blob.hash,
    authorId: actor.personId,
  };
  if (await insertFile(ctx.db, file, ctx.now)) return;
  const known = await findReadableFile(ctx.db, id, actor.personId);
  if (known?.authorId !== actor.personId || known.blob !== blob.hash) throw new AppError("invalid", { field: "fileId", reason: "taken" });
}
