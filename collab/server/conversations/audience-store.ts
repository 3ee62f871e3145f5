import type { Audience, ConversationId } from "@veche/collab-domain/conversations";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type * as z from "zod";
import type { Db } from "../context.ts";
import { visibleTo } from "./access-store.ts";

/** Makes the audience of a record equal to a list; names that are not mirrored yet wait. @returns whether it changed */
export async function putAudience(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  audience: z.output<typeof Audience>,
): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    with wanted as (
      select 'user' kind, e external_id, (
        select u.id from collab.users u where u.application_id = ${applicationId} and u.external_id = e) principal_id
      from unnest(${audience.userExternalIds}::text[]) e
      union
      select 'group', e, (select g.id from collab.groups g where g.application_id = ${applicationId} and g.external_id = e)
      from unnest(${audience.groupExternalIds}::text[]) e),
    removed as (
      delete from collab.audience a where a.application_id = ${applicationId} and a.conversation_id = ${id}
        and not exists (select from wanted w where w.kind = a.kind and w.external_id = a.external_id) returning 1),
    added as (
      insert into collab.audience as a (application_id, conversation_id, kind, external_id, principal_id)
      select ${applicationId}::uuid, ${id}::uuid, kind, external_id, principal_id from wanted
      on conflict (application_id, conversation_id, kind, external_id) do update set principal_id = excluded.principal_id
      where a.principal_id is distinct from excluded.principal_id returning 1)
    select ((select count(*) from removed) + (select count(*) from added))::int count`.execute(db);
  return rows[0]!.count > 0;
}

/** Names that waited and are mirrored now. @returns conversations whose audience grew */
export async function resolveAwaited(db: Db, applicationId: ApplicationId): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    update collab.audience a set principal_id = p.id
    from (
      select 'user' kind, u.external_id, u.id from collab.users u where u.application_id = ${applicationId}
      union all select 'group', g.external_id, g.id from collab.groups g where g.application_id = ${applicationId}) p
    where a.application_id = ${applicationId} and a.principal_id is null and p.kind = a.kind and p.external_id = a.external_id
    returning a.conversation_id id`.execute(db);
  return [...new Set(rows.map((row) => row.id))];
}

/** Groups that are gone name nobody; they wait in case they come back. */
export async function forgetPrincipals(db: Db, applicationId: ApplicationId, ids: readonly GroupId[]): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    update collab.audience set principal_id = null where application_id = ${applicationId} and principal_id = any(${[...ids]}::uuid[])
    returning conversation_id id`.execute(db);
  return [...new Set(rows.map((row) => row.id))];
}

/** Conversations that are open to somebody through groups, or that he takes part in. */
export async function listConcernedIds(
  db: Db,
  applicationId: ApplicationId,
  people: { readonly groupIds: readonly GroupId[]; readonly userIds: readonly UserId[] },
): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    select a.conversation_id id from collab.audience a
    where a.application_id = ${applicationId} and a.principal_id = any(${[...people.groupIds, ...people.userIds]}::uuid[])
    union
    select m.conversation_id from collab.members m
    where m.application_id = ${applicationId} and m.user_id = any(${[...people.userIds]}::uuid[])`.execute(db);
  return rows.map((row) => row.id);
}

export interface ChangedRight {
  readonly id: ConversationId;
  readonly userId: UserId;
  readonly isLost: boolean;
}

/** Members of record conversations whose right has gone (`lost`) or come back (`returned`), among some people and conversations. */
export async function listChangedRights(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly ConversationId[],
  userIds: readonly UserId[],
): Promise<readonly ChangedRight[]> {
  if (ids.length === 0 || userIds.length === 0) return [];
  const { rows } = await sql<ChangedRight>`
    select m.conversation_id id, m.user_id "userId", m.left_at is null "isLost"
    from collab.members m join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and c.kind = 'context' and m.conversation_id = any(${[...ids]}::uuid[])
      and m.user_id = any(${[...userIds]}::uuid[]) and (m.left_at is null or m.has_lost_right)
      and (m.left_at is null) <> ${visibleTo(sql`m.user_id`)}`.execute(db);
  return rows;
}

export interface LostSight {
  readonly id: ConversationId;
  readonly userIds: readonly UserId[];
}

/** Conversations that people saw through groups they have left, and see no longer; who only looked is among them. */
export async function listLostSights(
  db: Db,
  applicationId: ApplicationId,
  left: readonly { readonly groupId: GroupId; readonly userId: UserId }[],
): Promise<readonly LostSight[]> {
  if (left.length === 0) return [];
  const { rows } = await sql<LostSight>`
    select c.id, array_agg(distinct l.user_id)::text[] "userIds"
    from unnest(${left.map((one) => one.groupId)}::uuid[], ${left.map((one) => one.userId)}::uuid[]) l (group_id, user_id)
    join collab.audience a on a.application_id = ${applicationId} and a.principal_id = l.group_id
    join collab.conversations c on c.application_id = a.application_id and c.id = a.conversation_id
    where not ${visibleTo(sql`l.user_id`)}
    group by c.id`.execute(db);
  return rows;
}
