import type { ConversationId, MessagePreview } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { parseMentions, toPreviewText, type Mention, type SystemNote } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import { sql } from "kysely";
import type { Db, ReadMark, UnreadCounts } from "../context.ts";
import type { Place } from "./store.ts";

export async function listPreviews(
  db: Db,
  applicationId: ApplicationId,
  conversations: readonly { readonly id: ConversationId; readonly lastSeq: number }[],
): Promise<ReadonlyMap<ConversationId, MessagePreview>> {
  if (conversations.length === 0) return new Map();
  const { rows } = await sql<Omit<MessagePreview, "createdAt"> & { conversationId: ConversationId; createdAt: Date }>`
    select m.conversation_id "conversationId", m.seq, m.author_id "authorId", left(m.text, 800) text, m.attachment_count "attachmentCount",
      m.deleted_at is not null "isDeleted", m.created_at "createdAt"
    from unnest(${conversations.map(({ id }) => id)}::uuid[], ${conversations.map(({ lastSeq }) => lastSeq)}::int[]) wanted (id, seq)
    join collab.messages m on m.application_id = ${applicationId} and m.conversation_id = wanted.id and m.seq = wanted.seq`.execute(db);
  return new Map(
    rows.map(({ conversationId, ...row }) => [
      conversationId,
      { ...row, text: toPreviewText(row.text), createdAt: row.createdAt.toISOString() },
    ]),
  );
}

/** In the order of the marks. */
export async function countUnread(db: Db, applicationId: ApplicationId, marks: readonly ReadMark[]): Promise<readonly UnreadCounts[]> {
  if (marks.length === 0) return [];
  const conversationIds = marks.map((mark) => mark.conversationId);
  const userIds = marks.map((mark) => mark.userId);
  const readSeqs = marks.map((mark) => mark.readSeq);
  const lastSeqs = marks.map((mark) => mark.lastSeq);
  const { rows } = await sql<UnreadCounts>`
    select unread.count "unreadCount", mentioned.count "mentionCount"
    from unnest(${conversationIds}::uuid[], ${userIds}::uuid[], ${readSeqs}::int[], ${lastSeqs}::int[])
      with ordinality mark (id, user_id, read_seq, last_seq, place)
    cross join lateral (
      select count(*)::int count from collab.messages m
      where m.application_id = ${applicationId} and m.conversation_id = mark.id and m.seq > mark.read_seq and m.seq <= mark.last_seq
        and m.author_id is not null and m.author_id <> mark.user_id) unread
    cross join lateral (
      select count(distinct n.seq)::int count from collab.mentions n
      where n.application_id = ${applicationId} and n.conversation_id = mark.id and n.seq > mark.read_seq and n.seq <= mark.last_seq
        and n.kind = 'named' and n.author_id <> mark.user_id and (n.principal_id in (mark.user_id, mark.id) or n.principal_id in (
          select group_id from collab.group_members where application_id = ${applicationId} and user_id = mark.user_id))) mentioned
    order by mark.place`.execute(db);
  return rows;
}

export async function insertNote(
  db: Db,
  place: Place,
  note: { readonly seq: number; readonly changeSeq: number; readonly note: SystemNote; readonly now: Date },
): Promise<void> {
  await sql`
    insert into collab.messages (application_id, conversation_id, seq, id, change_seq, created_at, text, note)
    values (${place.applicationId}, ${place.conversationId}, ${note.seq}, ${newId(note.now.getTime())}, ${note.changeSeq}, ${note.now}, '',
      ${JSON.stringify(note.note)}::jsonb)`.execute(db);
}

/** A message of a history, its place decided. */
export interface HistoryRow {
  readonly seq: number;
  readonly changeSeq: number;
  readonly id: string;
  readonly authorId: UserId;
  readonly replyToSeq: number | null;
  readonly text: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly earlierText: string | null;
  readonly fileIds: readonly string[];
  readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly UserId[] }[];
}

export async function findSeqs(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Place & { seq: number }>> {
  const { rows } = await sql<{ id: string; conversationId: ConversationId; seq: number }>`
    select id, conversation_id "conversationId", seq from collab.messages
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, { applicationId, conversationId: row.conversationId, seq: row.seq }]));
}

/** Messages with everything that hangs on them, in four statements however many they are. */
export async function insertHistory(db: Db, place: Place, rows: readonly HistoryRow[]): Promise<void> {
  const { applicationId, conversationId } = place;
  await sql`
    insert into collab.messages (application_id, conversation_id, seq, id, change_seq, author_id, reply_to_seq, attachment_count, created_at,
      edited_at, text, reactions)
    select ${applicationId}::uuid, ${conversationId}::uuid, seq, id, change_seq, author_id, reply_to_seq, attachment_count, created_at,
      edited_at, text, reactions
    from jsonb_to_recordset(${JSON.stringify(rows.map(toRecord))}::jsonb) history (seq int, id uuid, change_seq int, author_id uuid,
      reply_to_seq int, attachment_count int, created_at timestamptz, edited_at timestamptz, text text, reactions jsonb)`.execute(db);
  const edits = rows.flatMap((row) => (row.editedAt && row.earlierText !== null ? [row] : []));
  await sql`
    insert into collab.message_versions (application_id, conversation_id, seq, change_seq, text, written_at)
    select ${applicationId}::uuid, ${conversationId}::uuid, e.* from unnest(${edits.map((row) => row.seq)}::int[],
      ${edits.map((row) => row.changeSeq)}::int[], ${edits.map((row) => row.earlierText)}::text[], ${edits.map((row) => row.createdAt)}::timestamptz[]) e`.execute(
    db,
  );
  const reactions = rows.flatMap((row) => row.reactions.flatMap(({ emoji, userIds }) => userIds.map((userId) => ({ row, emoji, userId }))));
  await sql`
    insert into collab.reactions (application_id, conversation_id, seq, emoji, user_id, change_seq)
    select ${applicationId}::uuid, ${conversationId}::uuid, r.* from unnest(${reactions.map(({ row }) => row.seq)}::int[],
      ${reactions.map(({ emoji }) => emoji)}::text[], ${reactions.map(({ userId }) => userId)}::uuid[],
      ${reactions.map(({ row }) => row.changeSeq)}::int[]) r on conflict do nothing`.execute(db);
  const files = rows.flatMap((row) => row.fileIds.map((fileId, position) => ({ row, fileId, position })));
  await sql`
    insert into collab.message_attachments (application_id, conversation_id, seq, position, file_id)
    select ${applicationId}::uuid, ${conversationId}::uuid, f.* from unnest(${files.map(({ row }) => row.seq)}::int[],
      ${files.map(({ position }) => position)}::int[], ${files.map(({ fileId }) => fileId)}::uuid[]) f`.execute(db);
  await insertHistoryMentions(db, place, rows);
}

function toRecord(row: HistoryRow): object {
  const reactions = row.reactions
    .filter(({ userIds }) => userIds.length > 0)
    .map(({ emoji, userIds }) => ({ emoji, count: userIds.length, userIds: userIds.slice(0, 100) }));
  return {
    seq: row.seq,
    id: row.id,
    change_seq: row.changeSeq,
    author_id: row.authorId,
    reply_to_seq: row.replyToSeq,
    attachment_count: row.fileIds.length,
    created_at: row.createdAt,
    edited_at: row.editedAt,
    text: row.text,
    reactions: reactions.length > 0 ? reactions : null,
  };
}

async function insertHistoryMentions(db: Db, place: Place, rows: readonly HistoryRow[]): Promise<void> {
  const named = rows.flatMap((row) =>
    toPrincipalIds(parseMentions(row.text), place.conversationId).map((principalId) => ({ row, principalId })),
  );
  await sql`
    insert into collab.mentions (application_id, conversation_id, seq, principal_id, kind, author_id, created_at)
    select m.application_id, m.conversation_id, m.seq, concerned.principal_id, max(concerned.kind), m.author_id, m.created_at
    from (
      select n.seq, n.principal_id, 'named' kind
      from unnest(${named.map(({ row }) => row.seq)}::int[], ${named.map(({ principalId }) => principalId)}::uuid[]) n (seq, principal_id)
      union all
      select a.seq, r.author_id, 'answered' from collab.messages a
      join collab.messages r on r.application_id = a.application_id and r.conversation_id = a.conversation_id and r.seq = a.reply_to_seq
      where a.application_id = ${place.applicationId} and a.conversation_id = ${place.conversationId}
        and a.seq = any(${rows.map((row) => row.seq)}::int[]) and r.author_id is not null
    ) concerned
    join collab.messages m
      on m.application_id = ${place.applicationId} and m.conversation_id = ${place.conversationId} and m.seq = concerned.seq
    group by m.application_id, m.conversation_id, m.seq, concerned.principal_id, m.author_id, m.created_at`.execute(db);
}

/** Under which ids the mentions of a message are kept: everybody stands under the conversation. */
export function toPrincipalIds(mentions: readonly Mention[], conversationId: ConversationId): string[] {
  return mentions.map((mention) => {
    if (mention.kind === "everybody") return conversationId;
    return mention.kind === "user" ? mention.userId : mention.groupId;
  });
}
