import type { PersonId } from "@veche/office-domain/directory";
import type { FileId } from "@veche/office-domain/files";
import { sql } from "kysely";
import { documentVisibleTo } from "../access/index.ts";
import type { Db } from "../context.ts";

export interface FileRow {
  readonly id: FileId;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** name of the bytes in the blob store */
  readonly blob: string;
  readonly authorId: PersonId;
}

/** @returns false when a file with this id is there already */
export async function insertFile(db: Db, file: FileRow, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into office.files (id, name, media_type, size_bytes, blob, author_id, created_at)
    values (${file.id}, ${file.name}, ${file.mediaType}, ${file.sizeBytes}, ${file.blob}, ${file.authorId}, ${now})
    on conflict (id) do nothing returning id`.execute(db);
  return rows.length === 1;
}

/** A file that hangs on a document this person sees, or that he uploaded and that hangs nowhere. */
export async function findReadableFile(db: Db, id: FileId, personId: PersonId): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select f.id, f.name, f.media_type "mediaType", f.size_bytes "sizeBytes", f.blob, f.author_id "authorId" from office.files f
    where f.id = ${id} and (
      exists (select from office.document_files a where a.file_id = f.id and ${documentVisibleTo(personId, "a.document_id")})
      or (f.author_id = ${personId} and not exists (select from office.document_files a where a.file_id = f.id)))`.execute(db);
  return rows[0];
}

/** How many of the files this person uploaded and has not hung on anything. */
export async function countLooseFiles(db: Db, ids: readonly FileId[], authorId: PersonId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from office.files f where f.id = any (${ids}::uuid[]) and f.author_id = ${authorId}
      and not exists (select from office.document_files a where a.file_id = f.id)`.execute(db);
  return rows[0]!.count;
}

export async function listFileNames(db: Db, ids: readonly FileId[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from office.files where id = any (${ids}::uuid[]) order by name, id`.execute(db);
  return rows.map(({ name }) => name);
}
