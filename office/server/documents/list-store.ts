import type { DepartmentId, PersonId } from "@veche/office-domain/directory";
import type { DocumentId, DocumentRow } from "@veche/office-domain/documents";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { documentVisibleTo } from "../access/index.ts";
import type { Db } from "../context.ts";
import { rowColumns } from "./store.ts";

export interface DocumentFilter {
  readonly viewerId: PersonId;
  /** how a search text may be meant: readings of words that must all be found; null: no search */
  readonly readings: readonly (readonly string[])[] | null;
  readonly kind: string | undefined;
  readonly state: string | undefined;
  readonly responsibleId: PersonId | undefined;
  /** of the responsible person, with everything below */
  readonly departmentId: DepartmentId | undefined;
  readonly isMine: boolean;
}

export type DocumentSort = "updatedAt" | "documentOn" | "title" | "number" | "dueOn";

export interface ListedDocument extends DocumentRow {
  readonly sortKey: string;
}

/** The sort key as SQL of a type that compares; what has no date stands last in both directions. */
function sortKeyOf(sort: DocumentSort, isDescending: boolean): { readonly key: RawBuilder<unknown>; readonly type: RawBuilder<unknown> } {
  const endless = sql.raw(isDescending ? "'-infinity'::date" : "'infinity'::date");
  switch (sort) {
    case "updatedAt":
      return { key: sql`d.updated_at`, type: sql`timestamptz` };
    case "documentOn":
      return { key: sql`coalesce(d.document_on, ${endless})`, type: sql`date` };
    case "dueOn":
      return { key: sql`coalesce(d.due_on, ${endless})`, type: sql`date` };
    case "title":
      return { key: sql`d.title collate "ru-x-icu"`, type: sql`text` };
    case "number":
      return { key: sql`d.number collate "ru-x-icu"`, type: sql`text` };
  }
}

export async function listDocuments(
  db: Db,
  filter: DocumentFilter,
  page: {
    readonly sort: DocumentSort;
    readonly isDescending: boolean;
    readonly after: readonly [string, string] | null;
    readonly limit: number;
  },
): Promise<ListedDocument[]> {
  const { key, type } = sortKeyOf(page.sort, page.isDescending);
  const direction = sql.raw(page.isDescending ? "desc" : "asc");
  const comparison = sql.raw(page.isDescending ? "<" : ">");
  const isAfter =
    page.after === null ? sql`true` : sql`(${key}, d.id) ${comparison} (${page.after[0]}::text::${type}, ${page.after[1]}::uuid)`;
  const { rows } = await sql<ListedDocument>`
    select ${rowColumns}, (${key})::text "sortKey" from office.documents d
    where ${matches(filter)} and ${isAfter}
    order by ${key} ${direction}, d.id ${direction} limit ${page.limit}`.execute(db);
  return rows;
}

export async function countDocuments(db: Db, filter: DocumentFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int count from office.documents d where ${matches(filter)}`.execute(db);
  return rows[0]!.count;
}

/** Those of the documents that a person sees, in no order. */
export async function listVisibleRows(
  db: Db,
  ids: readonly DocumentId[],
  viewerId: PersonId,
): Promise<(DocumentRow & { readonly version: number })[]> {
  const { rows } = await sql<DocumentRow & { version: number }>`
    select ${rowColumns}, d.version from office.documents d where d.id = any (${ids}::uuid[]) and ${documentVisibleTo(viewerId)}`.execute(
    db,
  );
  return rows;
}

function matches(filter: DocumentFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [documentVisibleTo(filter.viewerId)];
  if (filter.readings !== null) conditions.push(sql`(${sql.join([sql`false`, ...filter.readings.map(matchesWords)], sql` or `)})`);
  if (filter.kind !== undefined) conditions.push(sql`d.kind = ${filter.kind}`);
  if (filter.state !== undefined) conditions.push(sql`d.state = ${filter.state}`);
  if (filter.responsibleId !== undefined) conditions.push(sql`d.responsible_id = ${filter.responsibleId}`);
  if (filter.departmentId !== undefined) conditions.push(isInDepartment(filter.departmentId));
  if (filter.isMine) conditions.push(sql`(d.author_id = ${filter.viewerId} or d.responsible_id = ${filter.viewerId})`);
  return sql.join(conditions, sql` and `);
}

function isInDepartment(departmentId: DepartmentId): RawBuilder<unknown> {
  return sql`d.responsible_id in (
    select p.id from office.people p join office.departments m on m.id = p.department_id where ${departmentId} = any (m.ancestor_ids))`;
}

/** Every word, in any of its Russian and English forms, or as the beginning of a word. @param words letters and digits only */
function matchesWords(words: readonly string[]): RawBuilder<unknown> {
  const conditions = words.map((word) => {
    const prefix = `${word}:*`;
    return sql`d.search_vector @@ (to_tsquery('simple', ${prefix}) || to_tsquery('russian', ${prefix}) || to_tsquery('english', ${prefix}))`;
  });
  return sql`(${sql.join(conditions, sql` and `)})`;
}
