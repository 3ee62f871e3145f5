import type { Context, ConversationId, ConversationSettings, Member, MemberRole } from "@veche/collab-domain/conversations";
import type { Successor } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type * as z from "zod";
import type { Db } from "../context.ts";

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

/** People take part from now on; the history counts as read, or is hidden where the settings say so. @returns who did not before */
export async function addMemberRows(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userIds: readonly UserId[],
  role: MemberRole = "member",
): Promise<readonly UserId[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ userId: UserId }>`
    insert into collab.members as m (application_id, conversation_id, user_id, role, read_seq, hidden_seq)
    select ${applicationId}::uuid, c.id, u, ${role}, c.last_seq, case c.history when 'sinceJoining' then c.last_seq else 0 end
    from collab.conversations c, unnest(${[...userIds]}::uuid[]) u where c.application_id = ${applicationId} and c.id = ${id}
    on conflict (application_id, conversation_id, user_id) do update
    set left_at = null, has_lost_right = false, role = excluded.role, joined_at = now(), archived_seq = null, is_by_group = false, touched_xid = pg_current_xact_id(),
      hidden_seq = excluded.hidden_seq,
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
    select m.user_id "userId", m.role, m.joined_at "joinedAt", u.is_blocked "isBlocked"
    from collab.members m join collab.users u on u.application_id = m.application_id and u.id = m.user_id
    where m.application_id = ${applicationId} and m.conversation_id = ${id} and m.left_at is null`.execute(db);
  return rows;
}

/** Groups of their own members that some people own, and no active person does. */
export async function listIdsWithoutOwner(
  db: Db,
  applicationId: ApplicationId,
  userIds: readonly UserId[],
): Promise<readonly ConversationId[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ id: ConversationId }>`
    select distinct c.id from collab.members m
    join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.user_id = any(${[...userIds]}::uuid[]) and m.left_at is null and m.role = 'owner'
      and c.kind = 'group' and c.key is null and c.removed_at is null and not exists (
        select from collab.members o join collab.users u on u.application_id = o.application_id and u.id = o.user_id
        where o.application_id = m.application_id and o.conversation_id = m.conversation_id and o.left_at is null and o.role = 'owner'
          and not u.is_blocked)
    order by c.id`.execute(db);
  return rows.map((row) => row.id);
}

/** Whoever changes members or their roles does it one after another: the row stays locked until the end of the transaction. */
export async function lockConversation(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<void> {
  await sql`
    select from collab.conversations where application_id = ${applicationId} and id = ${id} for no key update`.execute(db);
}

/** Settings and how often they were changed. */
export async function readSettings(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
): Promise<{ readonly settings: ConversationSettings; readonly version: number }> {
  const { rows } = await sql<ConversationSettings & { version: number }>`
    select description, posting, adding, renaming, history, settings_version version from collab.conversations
    where application_id = ${applicationId} and id = ${id}`.execute(db);
  const { version, ...settings } = rows[0]!;
  return { settings, version };
}

export async function saveSettings(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  settings: ConversationSettings,
): Promise<void> {
  const { description, posting, adding, renaming, history } = settings;
  await sql`
    update collab.conversations set description = ${description}, posting = ${posting}, adding = ${adding}, renaming = ${renaming},
      history = ${history}, settings_version = settings_version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

export async function setRole(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId, role: MemberRole): Promise<void> {
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

export async function readLastSeq(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<number> {
  const { rows } = await sql<{ lastSeq: number }>`
    select last_seq::int "lastSeq" from collab.conversations where application_id = ${applicationId} and id = ${id}`.execute(db);
  return rows[0]!.lastSeq;
}
