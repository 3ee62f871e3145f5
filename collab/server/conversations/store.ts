import type { Context, ConversationId, Member } from "@veche/collab-domain/conversations";
import type { Successor } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { currentCursor, touchedSince } from "@veche/server/database";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type * as z from "zod";
import type { Db } from "../context.ts";
import { containsWords } from "../search-words-store.ts";
import { visibleTo } from "./access-store.ts";

export type Folder = "all" | "unread" | "direct" | "records";

/** Where a page of the list ended. */
export interface ListPlace {
  readonly isPinned: boolean;
  readonly activeAt: string;
  readonly id: ConversationId;
}

const activity = sql`coalesce(c.last_message_at, c.created_at)`;
/** An untouched personal conversation is known to who opened it and stands in nobody's list. */
const isListed = sql<SqlBool>`not (c.kind = 'personal' and c.last_seq = 0)`;

function inFolder(folder: Folder): RawBuilder<SqlBool> {
  if (folder === "unread") return sql<SqlBool>`c.last_seq > m.read_seq`;
  if (folder === "direct") return sql<SqlBool>`c.kind = 'personal'`;
  return folder === "records" ? sql<SqlBool>`c.kind = 'context'` : sql<SqlBool>`true`;
}

/** By title, or by the name of the other person. */
function isNamed(query: string | undefined): RawBuilder<SqlBool> {
  if (!query?.trim()) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${containsWords("c.search_text", query)} or (c.kind = 'personal' and exists (
    select from collab.members pm join collab.users u on u.application_id = pm.application_id and u.id = pm.user_id
    where pm.application_id = c.application_id and pm.conversation_id = c.id and pm.user_id <> m.user_id
      and ${containsWords("u.search_text", query)})))`;
}

/** Conversations a person takes part in: pinned first, then by last activity. */
export async function listPlaces(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  wanted: {
    readonly folder: Folder;
    readonly query: string | undefined;
    readonly key: string | undefined;
    readonly after: ListPlace | null;
    readonly limit: number;
  },
): Promise<readonly ListPlace[]> {
  const { after, key } = wanted;
  const hasKey = key === undefined ? sql`true` : sql`c.key = ${key}`;
  const isAfter = after
    ? sql`(m.is_pinned, ${activity}, c.id) < (${after.isPinned}::boolean, ${after.activeAt}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ListPlace>`
    select m.is_pinned "isPinned", to_json(${activity}) #>> '{}' "activeAt", c.id
    from collab.members m join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.user_id = ${userId} and m.left_at is null and ${isListed}
      and ${inFolder(wanted.folder)} and ${isNamed(wanted.query)} and ${hasKey} and ${visibleTo(userId)} and ${isAfter}
    order by m.is_pinned desc, ${activity} desc, c.id desc limit ${wanted.limit}`.execute(db);
  return rows;
}

export interface ListAsker {
  readonly userId: UserId;
  readonly since: string;
}

export async function readCursor(db: Db): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`select ${currentCursor} cursor`.execute(db);
  return rows[0]!.cursor;
}

/** What a person takes and took part in: each half has its index. */
const membershipsOf = (applicationId: ApplicationId, userId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select * from collab.members where application_id = ${applicationId} and user_id = ${userId} and left_at is null
  union all
  select * from collab.members where application_id = ${applicationId} and user_id = ${userId} and left_at is not null`;

/** Conversations that people take or took part in and that changed, for each or for all, since the cursor of each. @param limit for each */
export async function listTouched(
  db: Db,
  applicationId: ApplicationId,
  askers: readonly ListAsker[],
  limit: number,
): Promise<readonly { readonly place: number; readonly id: ConversationId; readonly isListed: boolean }[]> {
  const { rows } = await sql<{ place: number; id: ConversationId; isListed: boolean }>`
    select (asker.place - 1)::int place, touched.id, touched.is_listed "isListed"
    from unnest(${askers.map(({ userId }) => userId)}::uuid[], ${askers.map(({ since }) => since)}::text[])
      with ordinality asker (user_id, since, place)
    cross join lateral (
      select c.id, ${isListed} is_listed
      from (${membershipsOf(applicationId, sql`asker.user_id`)}) m
      join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
      where (${touchedSince("c.touched_xid", sql`asker.since`)} or ${touchedSince("m.touched_xid", sql`asker.since`)})
      order by c.id limit ${limit}) touched
    order by asker.place, touched.id`.execute(db);
  return rows;
}

export interface NewConversation {
  readonly id: ConversationId;
  readonly kind: "personal" | "group" | "context" | "broadcast";
  readonly title: string;
  readonly key?: string;
  readonly pairKey?: string;
}

/** @returns false when there is one already: by id, key or pair */
export async function insertConversation(db: Db, applicationId: ApplicationId, made: NewConversation): Promise<boolean> {
  const { rows } = await sql`
    insert into collab.conversations (application_id, id, kind, title, key, pair_key)
    values (${applicationId}, ${made.id}, ${made.kind}, ${made.title}, ${made.key ?? null}, ${made.pairKey ?? null})
    on conflict do nothing returning id`.execute(db);
  return rows.length === 1;
}

/** Makes or renews the conversation of a record; the row stays locked. @returns whether what people see of it changed */
export async function putContextRow(
  db: Db,
  applicationId: ApplicationId,
  made: { readonly id: ConversationId; readonly key: string; readonly title: string; readonly context: z.output<typeof Context> },
): Promise<{ readonly id: ConversationId; readonly isNew: boolean; readonly isChanged: boolean }> {
  const context = JSON.stringify(made.context);
  const inserted = await sql<{ id: ConversationId }>`
    insert into collab.conversations (application_id, id, kind, title, key, context)
    values (${applicationId}, ${made.id}, 'context', ${made.title}, ${made.key}, ${context}::jsonb)
    on conflict (application_id, key) where key is not null do nothing returning id`.execute(db);
  if (inserted.rows[0]) return { id: inserted.rows[0].id, isNew: true, isChanged: true };
  const { rows } = await sql<{ id: ConversationId; isChanged: boolean }>`
    with known as (
      select id, (title, context, removed_at is null) is distinct from (${made.title}, ${context}::jsonb, true) is_changed
      from collab.conversations where application_id = ${applicationId} and key = ${made.key} for no key update)
    update collab.conversations c
    set title = ${made.title}, context = ${context}::jsonb, removed_at = null,
      touched_xid = case when known.is_changed then pg_current_xact_id() else c.touched_xid end
    from known where c.application_id = ${applicationId} and c.id = known.id
    returning c.id, known.is_changed "isChanged"`.execute(db);
  return { ...rows[0]!, isNew: false };
}

export async function findByKey(
  db: Db,
  applicationId: ApplicationId,
  key: string,
): Promise<{ readonly id: ConversationId; readonly kind: string; readonly title: string } | undefined> {
  const { rows } = await sql<{ id: ConversationId; kind: string; title: string }>`
    select id, kind, title from collab.conversations
    where application_id = ${applicationId} and key = ${key} and removed_at is null for no key update`.execute(db);
  return rows[0];
}

export async function findIdByPair(db: Db, applicationId: ApplicationId, pairKey: string): Promise<ConversationId | undefined> {
  const { rows } = await sql<{ id: ConversationId }>`
    select id from collab.conversations where application_id = ${applicationId} and pair_key = ${pairKey}`.execute(db);
  return rows[0]?.id;
}

export async function listBroadcastIds(db: Db, applicationId: ApplicationId): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    select id from collab.conversations
    where application_id = ${applicationId} and kind = 'broadcast' and removed_at is null order by id`.execute(db);
  return rows.map((row) => row.id);
}

export async function renameRow(db: Db, applicationId: ApplicationId, id: ConversationId, title: string): Promise<void> {
  await sql`
    update collab.conversations set title = ${title}, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

export async function removeRow(db: Db, applicationId: ApplicationId, id: ConversationId, now: Date): Promise<void> {
  await sql`
    update collab.conversations set removed_at = ${now}, audience_version = audience_version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

/** Who may see it is another set of people from now on. */
export async function bumpAudience(db: Db, applicationId: ApplicationId, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update collab.conversations set audience_version = audience_version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])`.execute(db);
}

/** People take part from now on; the history counts as read. @returns who did not before */
export async function addMemberRows(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userIds: readonly UserId[],
  role: "owner" | "member" = "member",
): Promise<readonly UserId[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ userId: UserId }>`
    insert into collab.members as m (application_id, conversation_id, user_id, role, read_seq)
    select ${applicationId}::uuid, c.id, u, ${role}, c.last_seq
    from collab.conversations c, unnest(${[...userIds]}::uuid[]) u where c.application_id = ${applicationId} and c.id = ${id}
    on conflict (application_id, conversation_id, user_id) do update
    set left_at = null, has_lost_right = false, role = excluded.role, joined_at = now(), touched_xid = pg_current_xact_id(),
      read_seq = greatest(m.read_seq, excluded.read_seq), version = m.version + 1
    where m.left_at is not null
    returning m.user_id "userId"`.execute(db);
  return rows.map((row) => row.userId);
}

/** @param hasLostRight he did not leave by will and comes back together with the right */
export async function removeMemberRows(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userIds: readonly UserId[],
  hasLostRight: boolean,
  now: Date,
): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update collab.members set left_at = ${now}, has_lost_right = ${hasLostRight}, is_pinned = false, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = any(${[...userIds]}::uuid[]) and left_at is null`.execute(
    db,
  );
}

/** Those who had lost the right and have it again. @returns who takes part again */
export async function returnMemberRows(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userIds: readonly UserId[],
): Promise<readonly UserId[]> {
  const { rows } = await sql<{ userId: UserId }>`
    update collab.members set left_at = null, has_lost_right = false, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = any(${[...userIds]}::uuid[]) and has_lost_right
    returning user_id "userId"`.execute(db);
  return rows.map((row) => row.userId);
}

export async function listMemberIds(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<readonly UserId[]> {
  const { rows } = await sql<{ userId: UserId }>`
    select user_id "userId" from collab.members
    where application_id = ${applicationId} and conversation_id = ${id} and left_at is null`.execute(db);
  return rows.map((row) => row.userId);
}

export async function listSuccessors(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<readonly Successor[]> {
  const { rows } = await sql<Successor>`
    select user_id "userId", role, joined_at "joinedAt" from collab.members
    where application_id = ${applicationId} and conversation_id = ${id} and left_at is null`.execute(db);
  return rows;
}

export async function setRole(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userId: UserId,
  role: "owner" | "member",
): Promise<void> {
  await sql`
    update collab.members set role = ${role}, version = version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId}`.execute(db);
}

/** By name. */
export async function listMembers(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  after: { readonly name: string; readonly id: string } | undefined,
  limit: number,
): Promise<readonly (Member & { readonly name: string })[]> {
  const isAfter = after ? sql`(u.full_name, u.id) > (${after.name}, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<Member & { name: string }>`
    select m.user_id "userId", m.role, m.read_seq::int "readSeq", to_json(m.joined_at at time zone 'UTC') #>> '{}' || 'Z' "joinedAt",
      u.full_name name
    from collab.members m join collab.users u on u.application_id = m.application_id and u.id = m.user_id
    where m.application_id = ${applicationId} and m.conversation_id = ${id} and m.left_at is null and ${isAfter}
    order by u.full_name, u.id limit ${limit}`.execute(db);
  return rows;
}

export interface MemberMark {
  readonly readSeq: number;
  readonly version: number;
  /** the newest message at this moment */
  readonly lastSeq: number;
}

/** A member's own row stays locked until the end of the transaction; undefined for who is none. */
export async function lockMark(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId): Promise<MemberMark | undefined> {
  const { rows } = await sql<MemberMark>`
    select m.read_seq::int "readSeq", m.version, c.last_seq::int "lastSeq"
    from collab.members m join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.conversation_id = ${id} and m.user_id = ${userId} and m.left_at is null
    for no key update of m`.execute(db);
  return rows[0];
}

export async function setReadSeq(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId, readSeq: number): Promise<void> {
  await sql`
    update collab.members set read_seq = ${readSeq}, version = version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId}`.execute(db);
}

export async function setMyState(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userId: UserId,
  state: { readonly notificationLevel?: string | undefined; readonly isPinned?: boolean | undefined },
): Promise<void> {
  await sql`
    update collab.members set notification_level = coalesce(${state.notificationLevel ?? null}, notification_level),
      is_pinned = coalesce(${state.isPinned ?? null}::boolean, is_pinned), version = version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId} and left_at is null`.execute(db);
}

export async function readLastSeq(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<number> {
  const { rows } = await sql<{ lastSeq: number }>`
    select last_seq::int "lastSeq" from collab.conversations where application_id = ${applicationId} and id = ${id}`.execute(db);
  return rows[0]!.lastSeq;
}
