import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { TextRange } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "../context.ts";
import { hiddenSeqOf, messageVisibleTo } from "../conversations/index.ts";

/** Where a page ended; the instant as the database writes it. */
export interface HitPlace {
  readonly createdAt: string;
  readonly conversationId: ConversationId;
  readonly seq: number;
}

export interface HitRow extends HitPlace {
  /** what was indexed is what the message says now */
  readonly isCurrent: boolean;
}

/** Words that are looked for, as tsqueries; null: any. */
export interface SoughtWords {
  /** found by the index of words */
  readonly indexed: string | null;
  /** looked for in one message after another */
  readonly looked: string | null;
}

/** What is looked for. */
export interface Wanted extends SoughtWords {
  /** instants */
  readonly since: string | null;
  readonly until: string | null;
  readonly after: HitPlace | undefined;
  readonly limit: number;
}

/** Places in some conversations, which must be seen by who asks, from where his history of each begins; newest first. */
export async function listHitsIn(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  conversationIds: readonly ConversationId[],
  wanted: Wanted,
): Promise<readonly HitRow[]> {
  return selectHits(
    db,
    wanted.limit,
    sql`
      select hit.* from unnest(${[...conversationIds]}::uuid[]) place (id)
      cross join lateral (
        select ${hiddenSeqOf(userId)} hidden_seq from (select ${applicationId}::uuid application_id, place.id) c offset 0) begun
      cross join lateral (
        select s.application_id, s.conversation_id, s.seq, s.created_at, s.text_hash from collab.message_search s
        where s.application_id = ${applicationId} and s.conversation_id = place.id and s.seq > begun.hidden_seq and ${isWanted(wanted)}
        order by s.created_at desc, s.seq desc limit ${wanted.limit}) hit`,
  );
}

/** Places wherever the person may look; newest first. */
export async function listHitsEverywhere(db: Db, applicationId: ApplicationId, userId: UserId, wanted: Wanted): Promise<readonly HitRow[]> {
  return selectHits(
    db,
    wanted.limit,
    sql`
      select s.application_id, s.conversation_id, s.seq, s.created_at, s.text_hash
      from collab.message_search s
      join collab.conversations c on c.application_id = s.application_id and c.id = s.conversation_id
      where s.application_id = ${applicationId} and ${isWanted(wanted)} and ${messageVisibleTo(userId, sql`s.seq`)}`,
  );
}

function isWanted({ indexed, looked, since, until, after }: Wanted): RawBuilder<SqlBool> {
  const conditions = [
    ...(indexed === null ? [] : [sql`s.words @@ ${indexed}::tsquery`]),
    // not as a condition of the index: it would gather all words that fit, for each conversation anew
    ...(looked === null ? [] : [sql`(s.words @@ ${looked}::tsquery) is true`]),
    ...(since === null ? [] : [sql`s.created_at >= ${since}::timestamptz`]),
    ...(until === null ? [] : [sql`s.created_at < ${until}::timestamptz`]),
    ...(after === undefined
      ? []
      : [
          sql`s.created_at <= ${after.createdAt}::timestamptz and (s.created_at, s.conversation_id, s.seq) <
            (${after.createdAt}::timestamptz, ${after.conversationId}::uuid, ${after.seq}::int)`,
        ]),
  ];
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** The newest of some hits, and whether they may be shown. */
async function selectHits(db: Db, limit: number, hits: RawBuilder<unknown>): Promise<readonly HitRow[]> {
  const { rows } = await sql<HitRow>`
    with newest as materialized (
      select * from (${hits}) found order by created_at desc, conversation_id desc, seq desc limit ${limit}
    )
    select to_json(n.created_at) #>> '{}' "createdAt", n.conversation_id "conversationId", n.seq,
      coalesce(m.deleted_at is null and hashtextextended(m.text, 0) = n.text_hash, false) "isCurrent"
    from newest n
    left join collab.messages m on m.application_id = n.application_id and m.conversation_id = n.conversation_id and m.seq = n.seq
    order by n.created_at desc, n.conversation_id desc, n.seq desc`.execute(db);
  return rows;
}

/** What of some folded texts a query found. @returns by text, rising */
export async function markFound(db: Db, texts: readonly string[], words: string): Promise<readonly (readonly TextRange[])[]> {
  if (texts.length === 0) return [];
  const { rows } = await sql<{ marked: string }>`
    select ts_headline('russian', text, ${words}::tsquery, 'HighlightAll=true, StartSel=<, StopSel=>') marked
    from unnest(${[...texts]}::text[]) with ordinality t (text, place) order by place`.execute(db);
  return rows.map(({ marked }) => readMarks(marked));
}

/** Places between the marks, in the text without them. */
function readMarks(marked: string): readonly TextRange[] {
  return [...marked.matchAll(/<([^>]*)>/g)].map((match, index) => {
    const start = match.index - 2 * index;
    return { start, end: start + match[1]!.length };
  });
}

export async function listFileTexts(
  db: Db,
  applicationId: ApplicationId,
  fileIds: readonly string[],
  maxLength: number,
): Promise<ReadonlyMap<string, string>> {
  if (fileIds.length === 0) return new Map();
  const { rows } = await sql<{ fileId: string; text: string }>`
    select file_id "fileId", left(text, ${maxLength}::int) text from collab.file_texts
    where application_id = ${applicationId} and file_id = any(${[...fileIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ fileId, text }) => [fileId, text]));
}
