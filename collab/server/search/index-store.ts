import type { ConversationId } from "@veche/collab-domain/conversations";
import { everybody, type SearchedMessage } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder } from "kysely";
import type { Db } from "../context.ts";

export interface Place {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
}

/** A message as the index has to know it. */
export interface ChangedMessage extends Place, SearchedMessage {
  readonly seq: number;
  readonly changeSeq: number;
  readonly createdAt: Date;
  /** of the text; a number of 64 bits */
  readonly textHash: string;
  /** deleted ones and notes of the system are not found */
  readonly isFound: boolean;
}

/** What is written of a message. */
export interface IndexEntry extends Pick<ChangedMessage, keyof Place | "seq" | "createdAt" | "textHash"> {
  /** folded words */
  readonly text: string;
  readonly signs: readonly string[];
}

const placesOf = (places: readonly Place[]): RawBuilder<unknown> =>
  sql`unnest(${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[])
    place (application_id, conversation_id)`;

const changedColumns = sql`m.application_id "applicationId", m.conversation_id "conversationId", m.seq, m.change_seq "changeSeq",
  m.created_at "createdAt", m.author_id "authorId", m.text, hashtextextended(m.text, 0)::text "textHash",
  m.deleted_at is null and m.note is null "isFound",
  array(
    select case when n.principal_id = n.conversation_id then ${sql.lit(everybody)} else n.principal_id::text end from collab.mentions n
    where n.application_id = m.application_id and n.conversation_id = m.conversation_id and n.seq = m.seq and n.kind = 'named'
  ) "principalIds",
  case when m.attachment_count = 0 then '[]' else (
    select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'mediaType', f.media_type, 'text', t.text) order by a.position), '[]')
    from collab.message_attachments a
    join collab.files f on f.application_id = a.application_id and f.id = a.file_id
    left join collab.file_texts t on t.application_id = a.application_id and t.file_id = a.file_id
    where a.application_id = m.application_id and a.conversation_id = m.conversation_id and a.seq = m.seq
  ) end files`;

/** Takes the conversations for this transaction, one server after another. @returns how far each is indexed */
export async function lockProgress(db: Db, places: readonly Place[]): Promise<readonly (Place & { readonly changeSeq: number })[]> {
  await sql`
    insert into collab.search_progress (application_id, conversation_id)
    select application_id, conversation_id from ${placesOf(places)} order by 1, 2 on conflict do nothing`.execute(db);
  const { rows } = await sql<Place & { changeSeq: number }>`
    select p.application_id "applicationId", p.conversation_id "conversationId", p.change_seq "changeSeq"
    from collab.search_progress p join ${placesOf(places)} using (application_id, conversation_id)
    order by 1, 2 for update of p`.execute(db);
  return rows;
}

/** Waits until nobody indexes these conversations, and keeps it so for this transaction. */
export async function waitForProgress(db: Db, places: readonly Place[]): Promise<void> {
  await sql`
    select from collab.search_progress p
    where exists (
      select from ${placesOf(places)} where place.application_id = p.application_id and place.conversation_id = p.conversation_id)
    order by p.application_id, p.conversation_id for update of p`.execute(db);
}

/** What changed above those numbers: place after place, in the order of change numbers; at most so many. */
export async function listChanged(
  db: Db,
  places: readonly (Place & { readonly changeSeq: number })[],
  limit: number,
): Promise<readonly ChangedMessage[]> {
  const { rows } = await sql<ChangedMessage>`
    select ${changedColumns}
    from (
      select m.*, place.number from unnest(
        ${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[],
        ${places.map((place) => place.changeSeq)}::int[]) with ordinality place (application_id, conversation_id, change_seq, number)
      cross join lateral (
        select * from collab.messages m
        where m.application_id = place.application_id and m.conversation_id = place.conversation_id and m.change_seq > place.change_seq
        order by m.change_seq limit ${limit}) m
      order by place.number, m.change_seq limit ${limit}) m
    order by m.number, m.change_seq`.execute(db);
  return rows;
}

/** Messages that a file hangs on. */
export async function listChangedByFile(db: Db, applicationId: ApplicationId, fileId: string): Promise<readonly ChangedMessage[]> {
  const { rows } = await sql<ChangedMessage>`
    select ${changedColumns}
    from (select distinct application_id, conversation_id, seq from collab.message_attachments
      where application_id = ${applicationId} and file_id = ${fileId}) a
    join collab.messages m using (application_id, conversation_id, seq)`.execute(db);
  return rows;
}

/** Puts entries in the place of earlier ones, and learns their words. */
export async function writeEntries(db: Db, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    with entry as materialized (
      select application_id, conversation_id, seq, created_at, text_hash,
        to_tsvector('russian', text) || array_to_tsvector(string_to_array(signs, ' ')) words
      from unnest(${entries.map((entry) => entry.applicationId)}::uuid[], ${entries.map((entry) => entry.conversationId)}::uuid[],
        ${entries.map((entry) => entry.seq)}::int[], ${entries.map((entry) => entry.createdAt)}::timestamptz[],
        ${entries.map((entry) => entry.textHash)}::bigint[], ${entries.map((entry) => entry.text)}::text[],
        ${entries.map((entry) => entry.signs.join(" "))}::text[])
        e (application_id, conversation_id, seq, created_at, text_hash, text, signs)
    ), written as (
      insert into collab.message_search as s (application_id, conversation_id, seq, created_at, text_hash, words)
      select * from entry
      on conflict (application_id, conversation_id, created_at, seq) do update set text_hash = excluded.text_hash, words = excluded.words
      where (s.text_hash, s.words) is distinct from (excluded.text_hash, excluded.words)
    )
    insert into collab.search_words (application_id, word)
    select distinct entry.application_id, stem from entry, unnest(tsvector_to_array(entry.words)) stem
    where stem ~ '^[[:alpha:]][[:alnum:]]{1,39}$' and not exists (
      select from collab.search_words known where known.application_id = entry.application_id and known.word = stem)
    order by 1, 2
    on conflict do nothing`.execute(db);
}

export async function deleteEntries(db: Db, gone: readonly Pick<ChangedMessage, keyof Place | "seq">[]): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    delete from collab.message_search s
    using unnest(${gone.map((message) => message.applicationId)}::uuid[], ${gone.map((message) => message.conversationId)}::uuid[],
      ${gone.map((message) => message.seq)}::int[]) gone (application_id, conversation_id, seq)
    where s.application_id = gone.application_id and s.conversation_id = gone.conversation_id and s.seq = gone.seq`.execute(db);
}

export async function saveProgress(db: Db, places: readonly (Place & { readonly changeSeq: number })[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    update collab.search_progress p set change_seq = done.change_seq
    from unnest(${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[],
      ${places.map((place) => place.changeSeq)}::int[]) done (application_id, conversation_id, change_seq)
    where p.application_id = done.application_id and p.conversation_id = done.conversation_id`.execute(db);
}

/** Conversations whose newest change is not indexed, from above a place; in order. */
export async function listLagging(db: Db, above: Place | undefined, limit: number): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select c.application_id "applicationId", c.id "conversationId"
    from collab.conversations c
    left join collab.search_progress p on p.application_id = c.application_id and p.conversation_id = c.id
    where c.change_seq > coalesce(p.change_seq, 0)
      ${above ? sql`and (c.application_id, c.id) > (${above.applicationId}::uuid, ${above.conversationId}::uuid)` : sql``}
    order by c.application_id, c.id limit ${limit}`.execute(db);
  return rows;
}

export async function saveFileText(db: Db, applicationId: ApplicationId, fileId: string, text: string): Promise<void> {
  await sql`
    insert into collab.file_texts (application_id, file_id, text) values (${applicationId}, ${fileId}, ${text})
    on conflict (application_id, file_id) do update set text = excluded.text`.execute(db);
}

export async function deleteTextsOfRemovedFiles(db: Db): Promise<void> {
  await sql`
    delete from collab.file_texts t using collab.files f
    where f.application_id = t.application_id and f.id = t.file_id and f.removed_at is not null`.execute(db);
}
