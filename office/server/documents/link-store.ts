import type { PersonId } from "@veche/office-domain/directory";
import { maxLinkCount } from "@veche/office-domain/documents";
import type { DocumentId, DocumentRow, LinkId, LinkType } from "@veche/office-domain/documents";
import { sql } from "kysely";
import { documentVisibleTo } from "../access/index.ts";
import type { Db } from "../context.ts";
import { rowColumns } from "./store.ts";

export interface StoredLink {
  readonly id: LinkId;
  readonly type: LinkType;
  readonly fromId: DocumentId;
  readonly toId: DocumentId;
}

/** Links of a document from both ends, oldest first, with the other document; only those whose other document a person sees. */
export async function listLinks(
  db: Db,
  id: DocumentId,
  viewerId: PersonId,
): Promise<(DocumentRow & { readonly linkId: LinkId; readonly type: LinkType; readonly isFrom: boolean })[]> {
  const { rows } = await sql<DocumentRow & { linkId: LinkId; type: LinkType; isFrom: boolean }>`
    select ${rowColumns}, l.id "linkId", l.type, l.from_id = ${id} "isFrom"
    from office.document_links l join office.documents d on d.id = case when l.from_id = ${id} then l.to_id else l.from_id end
    where (l.from_id = ${id} or l.to_id = ${id}) and ${documentVisibleTo(viewerId)}
    order by l.created_at, l.id limit ${maxLinkCount}`.execute(db);
  return rows;
}

/** How many links a document has, whoever sees them. */
export async function countLinks(db: Db, id: DocumentId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from office.document_links where from_id = ${id} or to_id = ${id}`.execute(db);
  return rows[0]!.count;
}

export async function findLink(db: Db, linkId: LinkId): Promise<StoredLink | undefined> {
  const { rows } = await sql<StoredLink>`
    select id, type, from_id "fromId", to_id "toId" from office.document_links where id = ${linkId}`.execute(db);
  return rows[0];
}

/** @returns links between two documents, whichever said so */
export async function listLinksBetween(db: Db, one: DocumentId, other: DocumentId): Promise<StoredLink[]> {
  const { rows } = await sql<StoredLink>`
    select id, type, from_id "fromId", to_id "toId" from office.document_links
    where (from_id = ${one} and to_id = ${other}) or (from_id = ${other} and to_id = ${one})`.execute(db);
  return rows;
}

/** @returns false when there is such a link */
export async function insertLink(db: Db, link: StoredLink, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into office.document_links (id, type, from_id, to_id, created_at)
    values (${link.id}, ${link.type}, ${link.fromId}, ${link.toId}, ${now})
    on conflict do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function deleteLink(db: Db, linkId: LinkId): Promise<boolean> {
  const { rows } = await sql`delete from office.document_links where id = ${linkId} returning id`.execute(db);
  return rows.length === 1;
}
