import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import {
  computeMentions,
  toReplyQuote,
  type ForwardOrigin,
  type Message,
  type MessageId,
  type MessagePlace,
  type Reaction,
  type SystemNote,
} from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder } from "kysely";
import type { Db } from "../context.ts";
import { messageVisibleTo } from "../conversations/index.ts";
import { listAttachmentsById } from "../files/index.ts";

/** Where a message stands. */
export interface Place {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
}

interface MessageRow {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly changeSeq: number;
  readonly authorId: UserId | null;
  readonly text: string;
  readonly note: SystemNote | null;
  readonly attachmentCount: number;
  readonly forwardedFrom: ForwardOrigin | null;
  readonly reactions: Reaction[] | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly pinnedBy: UserId | null;
  readonly pinnedAt: Date | null;
  readonly replySeq: number | null;
  readonly replyAuthorId: UserId | null;
  readonly replyText: string | null;
  readonly replyDeletedAt: Date | null;
}

/** Columns of a message `m` with the message `r` that it answers. */
const messageColumns = sql`m.id, m.conversation_id "conversationId", m.seq, m.change_seq "changeSeq", m.author_id "authorId", m.text, m.note,
  m.attachment_count "attachmentCount", m.forwarded_from "forwardedFrom", m.reactions, m.created_at "createdAt", m.edited_at "editedAt", m.deleted_at "deletedAt",
  m.pinned_by "pinnedBy", m.pinned_at "pinnedAt",
  r.seq "replySeq", r.author_id "replyAuthorId", left(r.text, 800) "replyText", r.deleted_at "replyDeletedAt"`;
// Most messages answer none: looked for only where there is one, whatever the planner believes of a table it has no statistics of yet.
const answered = sql`left join lateral (
  select r.seq, r.author_id, r.text, r.deleted_at from collab.messages r
  where m.reply_to_seq is not null
    and r.application_id = m.application_id and r.conversation_id = m.conversation_id and r.seq = m.reply_to_seq
  offset 0) r on true`;

/** @param condition and order of `m`, from `where` on @returns in that order */
async function selectMessages(db: Db, applicationId: ApplicationId, condition: RawBuilder<unknown>): Promise<Message[]> {
  const { rows } = await sql<MessageRow>`select ${messageColumns} from collab.messages m ${answered} ${condition}`.execute(db);
  return toMessages(db, applicationId, rows);
}

/** @returns in the order of the rows */
async function toMessages(db: Db, applicationId: ApplicationId, rows: readonly MessageRow[]): Promise<Message[]> {
  const fileIds = await listFileIds(
    db,
    applicationId,
    rows.filter((row) => row.attachmentCount > 0),
  );
  const attachments = await listAttachmentsById(db, applicationId, [...fileIds.values()].flat());
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    changeSeq: row.changeSeq,
    authorId: row.authorId,
    text: row.text,
    note: row.note,
    mentions: computeMentions(row),
    replyTo: row.replySeq === null ? null : toQuote(row, row.replySeq),
    forwardedFrom: row.forwardedFrom,
    attachments: (fileIds.get(`${row.conversationId} ${row.seq}`) ?? []).flatMap((fileId) => attachments.get(fileId) ?? []),
    reactions: row.reactions ?? [],
    pin: row.pinnedBy && row.pinnedAt ? { userId: row.pinnedBy, pinnedAt: row.pinnedAt.toISOString() } : null,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }));
}

function toQuote(row: MessageRow, seq: number): Message["replyTo"] {
  return toReplyQuote({
    seq,
    authorId: row.replyAuthorId,
    text: row.replyText ?? "",
    deletedAt: row.replyDeletedAt?.toISOString() ?? null,
  });
}

/** @returns ids of files in their order, by conversation and seq */
async function listFileIds(
  db: Db,
  applicationId: ApplicationId,
  messages: readonly Pick<MessageRow, "conversationId" | "seq">[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (messages.length === 0) return found;
  const { rows } = await sql<{ conversationId: string; seq: number; fileId: string }>`
    select a.conversation_id "conversationId", a.seq, a.file_id "fileId"
    from unnest(${messages.map((message) => message.conversationId)}::uuid[], ${messages.map((message) => message.seq)}::int[])
      wanted (conversation_id, seq)
    join collab.message_attachments a
      on a.application_id = ${applicationId} and a.conversation_id = wanted.conversation_id and a.seq = wanted.seq
    order by a.conversation_id, a.seq, a.position`.execute(db);
  for (const { conversationId, seq, fileId } of rows) {
    const key = `${conversationId} ${seq}`;
    found.set(key, [...(found.get(key) ?? []), fileId]);
  }
  return found;
}

const inPlace = ({ applicationId, conversationId }: Place): RawBuilder<unknown> =>
  sql`m.application_id = ${applicationId} and m.conversation_id = ${conversationId}`;

export async function findMessage(db: Db, place: Place, seq: number): Promise<Message | undefined> {
  const [message] = await selectMessages(db, place.applicationId, sql`where ${inPlace(place)} and m.seq = ${seq}`);
  return message;
}

export async function findMessageById(db: Db, applicationId: ApplicationId, id: MessageId): Promise<Message | undefined> {
  const [message] = await selectMessages(db, applicationId, sql`where m.application_id = ${applicationId} and m.id = ${id}`);
  return message;
}

/** The newest between two places. @returns oldest first */
export async function listMessagesBetween(db: Db, place: Place, after: number, before: number, limit: number): Promise<Message[]> {
  const condition = sql`where ${inPlace(place)} and m.seq > ${after} and m.seq < ${before} order by m.seq desc limit ${limit}`;
  return (await selectMessages(db, place.applicationId, condition)).toReversed();
}

/** The oldest above a place. @returns oldest first */
export function listMessagesAfter(db: Db, place: Place, after: number, limit: number): Promise<Message[]> {
  return selectMessages(db, place.applicationId, sql`where ${inPlace(place)} and m.seq > ${after} order by m.seq limit ${limit}`);
}

/** Above a place, pinned last first. */
export function listPinned(db: Db, place: Place, after: number): Promise<Message[]> {
  const condition = sql`where ${inPlace(place)} and m.pinned_at is not null and m.seq > ${after} order by m.pinned_at desc, m.seq desc`;
  return selectMessages(db, place.applicationId, condition);
}

/** What somebody wants to know of a conversation: what changed after a change number, at most so many. */
export interface AskedChanges extends Place {
  readonly since: number;
  readonly limit: number;
}

/** For each who asks, in the order of their newest changes. @param asked of one application */
export async function listChangesOfEach(
  db: Db,
  applicationId: ApplicationId,
  asked: readonly AskedChanges[],
): Promise<readonly (readonly Message[])[]> {
  const { rows } = await sql<MessageRow & { readonly place: number }>`
    select (asked.place - 1)::int place, ${messageColumns}
    from unnest(${asked.map((one) => one.conversationId)}::uuid[], ${asked.map((one) => one.since)}::int[],
      ${asked.map((one) => one.limit)}::int[]) with ordinality asked (conversation_id, since, limit_count, place)
    cross join lateral (
      select * from collab.messages changed
      where changed.application_id = ${applicationId} and changed.conversation_id = asked.conversation_id
        and changed.change_seq > asked.since
      order by changed.change_seq limit asked.limit_count) m
    ${answered}
    order by asked.place, m.change_seq`.execute(db);
  const messages = await toMessages(db, applicationId, rows);
  const byPlace = Map.groupBy(messages.keys(), (index) => rows[index]!.place);
  return asked.map((_, place) => (byPlace.get(place) ?? []).map((index) => messages[index]!));
}

/** In the order given; unknown ones are left out. */
export function listMessagesAt(
  db: Db,
  applicationId: ApplicationId,
  places: readonly { readonly conversationId: string; readonly seq: number }[],
): Promise<Message[]> {
  const condition = sql`
    join unnest(${places.map((place) => place.conversationId)}::uuid[], ${places.map((place) => place.seq)}::int[]) with ordinality
      wanted (conversation_id, seq, number) on wanted.conversation_id = m.conversation_id and wanted.seq = m.seq
    where m.application_id = ${applicationId} order by wanted.number`;
  return selectMessages(db, applicationId, condition);
}

/** By id; unknown ones are left out. */
export async function listMessagesById(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, Message>> {
  const condition = sql`where m.application_id = ${applicationId} and m.id = any(${[...ids]}::uuid[])`;
  return new Map((await selectMessages(db, applicationId, condition)).map((message) => [message.id, message]));
}

/** Where messages stand: those that are there and that the person sees. */
export async function listPlaces(
  db: Db,
  { applicationId, userId }: { readonly applicationId: ApplicationId; readonly userId: UserId },
  ids: readonly MessageId[],
): Promise<MessagePlace[]> {
  const { rows } = await sql<MessagePlace>`
    select m.id "messageId", m.conversation_id "conversationId", m.seq, c.title "conversationTitle"
    from collab.messages m
    join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.id = any(${[...ids]}::uuid[]) and m.deleted_at is null
      and ${messageVisibleTo(userId, sql`m.seq`)}`.execute(db);
  return rows;
}
