import type { PersonId } from "@veche/office-domain/directory";
import type { DocumentId, DocumentRow, HistoryEntry, Participant } from "@veche/office-domain/documents";
import type { FileId, RecordFile } from "@veche/office-domain/files";
import { sql } from "kysely";
import { documentVisibleTo } from "../access/index.ts";
import type { Db } from "../context.ts";

/** Columns of a row; instants as ISO texts, exact to the millisecond as they are written. */
export const rowColumns = sql`
  d.id, d.kind, d.title, d.number, d.document_on "documentOn", d.state, d.counterparty, d.amount_minor "amountMinor",
  d.responsible_id "responsibleId", d.author_id "authorId", d.due_on "dueOn",
  (select count(*)::int from office.document_files f where f.document_id = d.id) "fileCount",
  to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "createdAt",
  to_char(d.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "updatedAt"`;

export interface StoredDocument extends DocumentRow {
  readonly text: string;
  readonly version: number;
  readonly isRegistered: boolean;
}

/** @param viewerId only when this person sees it */
export async function findVisibleDocument(db: Db, id: DocumentId, viewerId: PersonId): Promise<StoredDocument | undefined> {
  const { rows } = await sql<StoredDocument>`
    select ${rowColumns}, d.text, d.version, d.registered_at is not null "isRegistered" from office.documents d where d.id = ${id} and ${documentVisibleTo(viewerId)}`.execute(
    db,
  );
  return rows[0];
}

/** Whoever sees it; undefined when it was removed. */
export async function findDocument(db: Db, id: DocumentId): Promise<StoredDocument | undefined> {
  const { rows } = await sql<StoredDocument>`
    select ${rowColumns}, d.text, d.version, d.registered_at is not null "isRegistered" from office.documents d where d.id = ${id} and d.deleted_at is null`.execute(
    db,
  );
  return rows[0];
}

/** Changes of one document wait for each other. */
export async function lockDocument(db: Db, id: DocumentId): Promise<void> {
  await sql`select id from office.documents where id = ${id} for update`.execute(db);
}

/** @returns the author, whether or not the document was removed */
export async function findOrigin(db: Db, id: DocumentId): Promise<{ authorId: PersonId; isDeleted: boolean } | undefined> {
  const { rows } = await sql<{ authorId: PersonId; isDeleted: boolean }>`
    select author_id "authorId", deleted_at is not null "isDeleted" from office.documents where id = ${id}`.execute(db);
  return rows[0];
}

export interface DocumentFields {
  readonly kind: string;
  readonly title: string;
  readonly number: string;
  readonly documentOn: string | null;
  readonly state: string;
  readonly counterparty: string;
  readonly amountMinor: number | null;
  readonly responsibleId: PersonId;
  readonly dueOn: string | null;
  readonly text: string;
}

/** @returns false when there is a document with this id */
export async function insertDocument(
  db: Db,
  document: DocumentFields & { readonly id: DocumentId; readonly authorId: PersonId },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into office.documents (id, kind, title, number, document_on, state, counterparty, amount_minor, author_id, responsible_id, due_on,
      text, version, created_at, updated_at)
    values (${document.id}, ${document.kind}, ${document.title}, ${document.number}, ${document.documentOn}, ${document.state},
      ${document.counterparty}, ${document.amountMinor}, ${document.authorId}, ${document.responsibleId}, ${document.dueOn},
      ${document.text}, 1, ${now}, ${now})
    on conflict (id) do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function updateDocument(db: Db, id: DocumentId, document: DocumentFields): Promise<void> {
  await sql`
    update office.documents set kind = ${document.kind}, title = ${document.title}, number = ${document.number},
      document_on = ${document.documentOn}, state = ${document.state}, counterparty = ${document.counterparty},
      amount_minor = ${document.amountMinor}, responsible_id = ${document.responsibleId}, due_on = ${document.dueOn},
      text = ${document.text}
    where id = ${id}`.execute(db);
}

/** What a register gave a document, or took back from it (`registeredAt` null). */
export async function updateRegistration(
  db: Db,
  id: DocumentId,
  given: { readonly number: string; readonly documentOn: string | null; readonly state: string; readonly registeredAt: Date | null },
): Promise<void> {
  await sql`
    update office.documents set number = ${given.number}, document_on = ${given.documentOn}, state = ${given.state},
      registered_at = ${given.registeredAt}
    where id = ${id}`.execute(db);
}

/** Counts the version up and stamps the change. */
export async function updateVersion(db: Db, id: DocumentId, now: Date): Promise<void> {
  await sql`update office.documents set version = version + 1, updated_at = ${now} where id = ${id}`.execute(db);
}

export async function updateDeletedAt(db: Db, id: DocumentId, deletedAt: Date | null): Promise<void> {
  await sql`update office.documents set deleted_at = ${deletedAt} where id = ${id}`.execute(db);
}

export async function listParticipants(db: Db, id: DocumentId): Promise<Participant[]> {
  const { rows } = await sql<Participant>`
    select case when person_id is null
      then jsonb_build_object('kind', 'department', 'departmentId', department_id)
      else jsonb_build_object('kind', 'person', 'personId', person_id) end participant
    from office.document_participants where document_id = ${id} order by place`.execute(db);
  return (rows as unknown as { participant: Participant }[]).map(({ participant }) => participant);
}

export async function replaceParticipants(db: Db, id: DocumentId, participants: readonly Participant[]): Promise<void> {
  await sql`delete from office.document_participants where document_id = ${id}`.execute(db);
  const rows = participants.map((participant) => ({
    person_id: participant.kind === "person" ? participant.personId : null,
    department_id: participant.kind === "department" ? participant.departmentId : null,
  }));
  await sql`
    insert into office.document_participants (document_id, place, person_id, department_id)
    select ${id}, row_number() over (), p.person_id, p.department_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) p (person_id uuid, department_id uuid)`.execute(db);
}

/** @returns how many of the people and departments named are there */
export async function countKnownParticipants(db: Db, participants: readonly Participant[]): Promise<number> {
  const personIds = participants.flatMap((one) => (one.kind === "person" ? [one.personId] : []));
  const departmentIds = participants.flatMap((one) => (one.kind === "department" ? [one.departmentId] : []));
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from office.people where id = any (${personIds}::uuid[]))
      + (select count(*) from office.departments where id = any (${departmentIds}::uuid[])) count`.execute(db);
  return rows[0]!.count;
}

export async function listFiles(db: Db, id: DocumentId): Promise<RecordFile[]> {
  const { rows } = await sql<RecordFile>`
    select f.id, f.name, f.media_type "mediaType", f.size_bytes "sizeBytes", f.author_id "authorId",
      to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "createdAt"
    from office.document_files a join office.files f on f.id = a.file_id
    where a.document_id = ${id} order by a.place, f.id`.execute(db);
  return rows;
}

export async function insertFiles(db: Db, id: DocumentId, fileIds: readonly FileId[]): Promise<void> {
  await sql`
    insert into office.document_files (document_id, file_id, place)
    select ${id}, u.file_id, u.place + coalesce((select max(place) from office.document_files where document_id = ${id}), 0)
    from unnest(${fileIds}::uuid[]) with ordinality u (file_id, place)
    on conflict do nothing`.execute(db);
}

/** @returns false when it did not hang on the document */
export async function deleteFile(db: Db, id: DocumentId, fileId: FileId): Promise<boolean> {
  const { rows } = await sql`
    delete from office.document_files where document_id = ${id} and file_id = ${fileId} returning file_id`.execute(db);
  return rows.length === 1;
}

/** `otherId`: a second document it is about; who does not see that one does not see the entry. */
type NewEntry = Omit<HistoryEntryRow, "at"> & { readonly at: Date; readonly otherId?: DocumentId };
type HistoryEntryRow = ReturnType<typeof HistoryEntry.parse>;

export async function insertHistory(db: Db, id: DocumentId, entry: NewEntry): Promise<void> {
  await sql`
    insert into office.document_history (document_id, at, person_id, type, subjects, other_id)
    values (${id}, ${entry.at}, ${entry.personId}, ${entry.type}, ${entry.subjects}::text[], ${entry.otherId ?? null})`.execute(db);
}

/** Newest first, what a person may see of it. */
export async function listHistory(
  db: Db,
  id: DocumentId,
  viewerId: PersonId,
  page: { readonly after: number | null; readonly limit: number },
): Promise<(HistoryEntryRow & { readonly place: number })[]> {
  const { rows } = await sql<HistoryEntryRow & { place: number }>`
    select id place, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') at, person_id "personId", type, subjects
    from office.document_history where document_id = ${id} and (other_id is null or ${documentVisibleTo(viewerId, "other_id")}) and (${page.after}::bigint is null or id < ${page.after}::bigint)
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
