import type { UserId } from "@veche/collab-domain/directory";
import type { Attachment, FileId } from "@veche/collab-domain/files";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** A file as its row says. */
export interface FileRow {
  readonly id: FileId;
  readonly uploaderId: UserId;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly blobHash: string;
  readonly imageWidth: number | null;
  readonly imageHeight: number | null;
  readonly thumbnailHash: string | null;
  readonly createdAt: Date;
  readonly claimedAt: Date | null;
}

const columns = sql`id, uploader_id "uploaderId", name, media_type "mediaType", size_bytes::float8 "sizeBytes", blob_hash "blobHash",
  image_width "imageWidth", image_height "imageHeight", thumbnail_hash "thumbnailHash", created_at "createdAt", claimed_at "claimedAt"`;

/** What others learn of a file. */
export function toAttachment(row: FileRow): Attachment {
  const image = row.imageWidth && row.imageHeight ? { width: row.imageWidth, height: row.imageHeight } : null;
  return {
    fileId: row.id,
    name: row.name,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    image,
    hasThumbnail: row.thumbnailHash !== null,
  };
}

export async function findFile(db: Db, applicationId: ApplicationId, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select ${columns} from collab.files where application_id = ${applicationId} and id = ${id} and removed_at is null`.execute(db);
  return rows[0];
}

/** By id; files that are gone are left out. */
export async function listAttachmentsById(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Attachment>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<FileRow>`
    select ${columns} from collab.files
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[]) and removed_at is null`.execute(db);
  return new Map(rows.map((row) => [row.id, toAttachment(row)]));
}

/** @returns false when the id is there already */
export async function insertFile(
  db: Db,
  applicationId: ApplicationId,
  file: Pick<FileRow, "id" | "uploaderId" | "name" | "mediaType" | "sizeBytes" | "blobHash" | "createdAt">,
): Promise<boolean> {
  const { rows } = await sql`
    insert into collab.files (application_id, id, uploader_id, name, media_type, size_bytes, blob_hash, created_at)
    values (${applicationId}, ${file.id}, ${file.uploaderId}, ${file.name}, ${file.mediaType}, ${file.sizeBytes}, ${file.blobHash},
      ${file.createdAt})
    on conflict (application_id, id) do nothing returning id`.execute(db);
  return rows.length === 1;
}

/** Marks files as used. @param uploaderId only his, or null: anybody's @returns the files that were there */
export async function claimFiles(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly string[],
  uploaderId: UserId | null,
  now: Date,
): Promise<ReadonlyMap<string, Attachment>> {
  const { rows } = await sql<FileRow>`
    update collab.files set claimed_at = coalesce(claimed_at, ${now})
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[]) and removed_at is null
      ${uploaderId === null ? sql`` : sql`and uploader_id = ${uploaderId}`}
    returning ${columns}`.execute(db);
  return new Map(rows.map((row) => [row.id, toAttachment(row)]));
}

/** They were claimed for nothing: their uploader may use them again. */
export async function unclaimFiles(db: Db, applicationId: ApplicationId, ids: readonly string[]): Promise<void> {
  await sql`update collab.files set claimed_at = null where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
}

/** Nothing uses them any more: gone for everybody. */
export async function removeFiles(db: Db, applicationId: ApplicationId, ids: readonly string[], now: Date): Promise<void> {
  await sql`
    update collab.files set removed_at = ${now}
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[]) and removed_at is null`.execute(db);
}

/** Removes what was uploaded and never used. */
export async function removeUnclaimedFiles(db: Db, before: Date, now: Date): Promise<void> {
  await sql`
    update collab.files set removed_at = ${now} where claimed_at is null and removed_at is null and created_at < ${before}`.execute(db);
}

/** Forgets removed files. @returns hashes of blobs that no file needs any more */
export async function deleteRemovedFiles(db: Db, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ hash: string }>`
    with deleted as (delete from collab.files where removed_at < ${before} returning application_id, id, blob_hash, thumbnail_hash)
    select distinct hash from (
      select blob_hash hash from deleted union all select thumbnail_hash from deleted where thumbnail_hash is not null) candidate
    where not exists (
      select from collab.files f where (f.blob_hash = hash or f.thumbnail_hash = hash)
        and not exists (select from deleted d where d.application_id = f.application_id and d.id = f.id))`.execute(db);
  return rows.map((row) => row.hash);
}

/** @returns false when the file is gone */
export async function saveThumbnail(
  db: Db,
  applicationId: ApplicationId,
  id: string,
  picture: { readonly width: number; readonly height: number; readonly thumbnailHash: string },
): Promise<boolean> {
  const { rows } = await sql`
    update collab.files set image_width = ${picture.width}, image_height = ${picture.height}, thumbnail_hash = ${picture.thumbnailHash}
    where application_id = ${applicationId} and id = ${id} and removed_at is null returning id`.execute(db);
  return rows.length === 1;
}

/** The key that file tickets are signed with; made once for all nodes. */
export async function loadTicketKey(db: Db, fresh: Uint8Array): Promise<Uint8Array> {
  await sql`insert into collab.file_keys (name, secret) values ('ticket', ${Buffer.from(fresh)}) on conflict (name) do nothing`.execute(db);
  const { rows } = await sql<{ secret: Uint8Array }>`select secret from collab.file_keys where name = 'ticket'`.execute(db);
  return rows[0]!.secret;
}
