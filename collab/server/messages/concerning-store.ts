import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder } from "kysely";
import type { Db } from "../context.ts";
import { messageVisibleTo, type ConversationRow } from "../conversations/index.ts";

/** A message that concerns somebody. */
export interface ConcerningRow {
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly createdAt: Date;
  readonly title: string;
  readonly isRead: boolean;
  /** up to which message the conversation is hidden from him */
  readonly hiddenSeq: number;
}

/** Place in a list that is newest first. */
export interface ConcerningCursor {
  readonly createdAt: string;
  readonly conversationId: string;
  readonly seq: number;
}

interface Person {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

/**
 * Rows of `collab.mentions n` with their conversation `c` and the person's own `me`, of messages he sees: by his name, by a group of
 * his, or to everybody where he takes part; never his own messages.
 */
function concerning({ applicationId, userId }: Person): RawBuilder<unknown> {
  return sql`
    from collab.mentions n
    join collab.conversations c on c.application_id = n.application_id and c.id = n.conversation_id
    left join collab.members me
      on me.application_id = n.application_id and me.conversation_id = n.conversation_id and me.user_id = ${userId} and me.left_at is null
    where n.application_id = ${applicationId} and n.author_id <> ${userId}
      and n.principal_id = any(array(
        select ${userId}::uuid
        union all select group_id from collab.group_members where application_id = ${applicationId} and user_id = ${userId}
        union all select conversation_id from collab.members
          where application_id = ${applicationId} and user_id = ${userId} and left_at is null))
      and ${messageVisibleTo(userId, sql`n.seq`)}`;
}

/** Newest first, each message once. */
export async function listConcerningRows(
  db: Db,
  person: Person,
  after: ConcerningCursor | undefined,
  limit: number,
): Promise<readonly ConcerningRow[]> {
  const { rows } = await sql<ConcerningRow>`
    select distinct n.created_at "createdAt", n.conversation_id "conversationId", n.seq, c.title,
      n.seq <= coalesce(me.read_seq, 0) "isRead", coalesce(me.hidden_seq, 0) "hiddenSeq"
    ${concerning(person)}
      ${after ? sql`and (n.created_at, n.conversation_id, n.seq) < (${after.createdAt}::timestamptz, ${after.conversationId}::uuid, ${after.seq}::int)` : sql``}
    order by n.created_at desc, n.conversation_id desc, n.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** How many of them the read marks have not passed; counting stops at a bound. */
export async function countUnreadConcerning(db: Db, person: Person, bound: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from (
      select distinct n.conversation_id, n.seq ${concerning(person)} and n.seq > coalesce(me.read_seq, 0) limit ${bound}) unread`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Those of some files that hang on a message the person sees. */
export async function filterSeenFileIds(db: Db, person: Person, fileIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (fileIds.length === 0) return new Set();
  const { rows } = await sql<{ fileId: string }>`
    select distinct a.file_id "fileId" from collab.message_attachments a
    join collab.conversations c on c.application_id = a.application_id and c.id = a.conversation_id
    where a.application_id = ${person.applicationId} and a.file_id = any(${[...fileIds]}::uuid[])
      and ${messageVisibleTo(person.userId, sql`a.seq`)}`.execute(db);
  return new Set(rows.map((row) => row.fileId));
}

/** Those of some files that hang on a message somewhere. */
export async function filterAttachedFileIds(
  db: Db,
  applicationId: ApplicationId,
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ fileId: string }>`
    select distinct file_id "fileId" from collab.message_attachments
    where application_id = ${applicationId} and file_id = any(${[...fileIds]}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.fileId));
}

/** Files of a conversation as somebody sees it, newest first, from below a place. */
export async function listAttachedFiles(
  db: Db,
  applicationId: ApplicationId,
  { id: conversationId, hiddenSeq }: Pick<ConversationRow, "id" | "hiddenSeq">,
  below: { readonly seq: number; readonly position: number } | undefined,
  limit: number,
): Promise<readonly { fileId: string; authorId: UserId; seq: number; position: number; createdAt: Date }[]> {
  const { rows } = await sql<{ fileId: string; authorId: UserId; seq: number; position: number; createdAt: Date }>`
    select a.file_id "fileId", m.author_id "authorId", a.seq, a.position, m.created_at "createdAt"
    from collab.message_attachments a
    join collab.messages m on m.application_id = a.application_id and m.conversation_id = a.conversation_id and m.seq = a.seq
    where a.application_id = ${applicationId} and a.conversation_id = ${conversationId} and a.seq > ${hiddenSeq}
      ${below ? sql`and (a.seq, a.position) < (${below.seq}::int, ${below.position}::int)` : sql``}
    order by a.seq desc, a.position desc limit ${limit}`.execute(db);
  return rows;
}

/** Messages that a file hangs on. */
export async function listMessagesOfFile(
  db: Db,
  applicationId: ApplicationId,
  fileId: string,
): Promise<readonly { conversationId: ConversationId; seq: number }[]> {
  const { rows } = await sql<{ conversationId: ConversationId; seq: number }>`
    select conversation_id "conversationId", seq from collab.message_attachments
    where application_id = ${applicationId} and file_id = ${fileId} order by 1, 2`.execute(db);
  return rows;
}
