import type { Id } from "@veche/kernel";
import { sql } from "kysely";
import type { RawBuilder, SqlBool } from "kysely";
import type { Db, RightsOfPerson } from "../context.ts";

type PersonId = Id<"Person">;
type DepartmentId = Id<"Department">;
type DocumentId = Id<"Document">;

/**
 * The one rights function: whether a person sees the document whose id stands in `documentIdColumn`.
 * Lists, searches, counts, cards, files, history and events all ask it. What it means is written in the view `document_viewers`.
 */
export function documentVisibleTo(personId: PersonId, documentIdColumn = "d.id"): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(documentIdColumn)} in (select v.document_id from office.document_viewers v where v.person_id = ${personId})`;
}

export interface Viewer {
  readonly personId: PersonId;
  readonly reason: "author" | "responsible" | "participant" | "department" | "readAll";
  readonly departmentId: DepartmentId | null;
}

/** Who sees a document, each once with the first of his reasons, in the order of names. */
export async function listViewers(
  db: Db,
  documentId: DocumentId,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<(Viewer & { readonly fullName: string })[]> {
  const isAfter =
    page.after === null
      ? sql`true`
      : sql`(p.full_name collate "ru-x-icu", p.id) > (${page.after[0]} collate "ru-x-icu", ${page.after[1]}::uuid)`;
  const { rows } = await sql<Viewer & { fullName: string }>`
    select v.person_id "personId", v.reason, v.department_id "departmentId", p.full_name "fullName"
    from (
      select distinct on (person_id) person_id, reason, department_id from office.document_viewers where document_id = ${documentId}
      order by person_id, array_position(array['author', 'responsible', 'participant', 'department', 'readAll'], reason), department_id
    ) v join office.people p on p.id = v.person_id
    where ${isAfter} order by p.full_name collate "ru-x-icu", p.id limit ${page.limit}`.execute(db);
  return rows;
}

/** Everybody who sees a document now. */
export async function listViewerIds(db: Db, documentId: DocumentId): Promise<PersonId[]> {
  const { rows } = await sql<{ personId: PersonId }>`
    select distinct person_id "personId" from office.document_viewers where document_id = ${documentId}`.execute(db);
  return rows.map(({ personId }) => personId);
}

/** To whom a document is shown, by principals: what the audience of its discussion is made of. */
export interface Principals {
  readonly personIds: readonly PersonId[];
  readonly departmentIds: readonly DepartmentId[];
  readonly permissions: readonly string[];
}

export async function listPrincipals(db: Db, documentId: DocumentId): Promise<Principals> {
  const { rows } = await sql<Principals>`
    select coalesce(array_agg(distinct person_id) filter (where person_id is not null), '{}')::uuid[] "personIds",
      coalesce(array_agg(distinct department_id) filter (where department_id is not null), '{}')::uuid[] "departmentIds",
      coalesce(array_agg(distinct permission) filter (where permission is not null), '{}') permissions
    from office.document_principals where document_id = ${documentId}`.execute(db);
  return rows[0]!;
}

/** Documents that rights opened to a person and that he does not see any more. */
export async function listLostDocuments(db: Db, before: RightsOfPerson, limit: number): Promise<DocumentId[]> {
  const { rows } = await sql<{ documentId: DocumentId }>`
    select distinct a.document_id "documentId" from office.document_principals a
    where (a.person_id = ${before.personId} or a.department_id = any (${before.departmentIds}::uuid[])
      or a.permission = any (${before.permissions}::text[]))
      and not ${documentVisibleTo(before.personId, "a.document_id")}
    limit ${limit}`.execute(db);
  return rows.map(({ documentId }) => documentId);
}

/** Documents that a person sees and that rights did not open to him before. */
export async function listGainedDocuments(db: Db, before: RightsOfPerson, limit: number): Promise<DocumentId[]> {
  const { rows } = await sql<{ documentId: DocumentId }>`
    select distinct v.document_id "documentId" from office.document_viewers v
    where v.person_id = ${before.personId} and not exists (
      select from office.document_principals a where a.document_id = v.document_id and (a.person_id = ${before.personId}
        or a.department_id = any (${before.departmentIds}::uuid[]) or a.permission = any (${before.permissions}::text[])))
    limit ${limit}`.execute(db);
  return rows.map(({ documentId }) => documentId);
}
