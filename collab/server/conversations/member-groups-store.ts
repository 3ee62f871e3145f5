import type { ConversationId, MemberGroup } from "@veche/collab-domain/conversations";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** Somebody in a conversation. */
export interface Taking {
  readonly id: ConversationId;
  readonly userId: UserId;
}

/** Groups take part from now on. */
export async function addGroupRows(db: Db, applicationId: ApplicationId, id: ConversationId, groupIds: readonly GroupId[]): Promise<void> {
  await sql`
    insert into collab.member_groups (application_id, conversation_id, group_id)
    select ${applicationId}::uuid, ${id}::uuid, g from unnest(${[...groupIds]}::uuid[]) g on conflict do nothing`.execute(db);
}

/** @returns false when it took no part */
export async function removeGroupRow(db: Db, applicationId: ApplicationId, id: ConversationId, groupId: GroupId): Promise<boolean> {
  const { rows } = await sql`
    delete from collab.member_groups
    where application_id = ${applicationId} and conversation_id = ${id} and group_id = ${groupId} returning group_id`.execute(db);
  return rows.length === 1;
}

/** By name. */
export async function listMemberGroups(db: Db, applicationId: ApplicationId, id: ConversationId): Promise<MemberGroup[]> {
  const { rows } = await sql<MemberGroup>`
    select g.id "groupId", g.name, (
      select count(*)::int from collab.group_members gm join collab.users u on u.application_id = gm.application_id and u.id = gm.user_id
      where gm.application_id = g.application_id and gm.group_id = g.id and not u.is_blocked) "memberCount"
    from collab.member_groups mg join collab.groups g on g.application_id = mg.application_id and g.id = mg.group_id
    where mg.application_id = ${applicationId} and mg.conversation_id = ${id}
    order by g.name, g.id`.execute(db);
  return rows;
}

/** Those who were named themselves stay when their group goes. */
export async function keepByName(db: Db, applicationId: ApplicationId, id: ConversationId, userIds: readonly UserId[]): Promise<void> {
  await sql`
    update collab.members set is_by_group = false
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = any(${[...userIds]}::uuid[]) and is_by_group`.execute(
    db,
  );
}

/** Those take part through a group only. @param userIds who has just come through it */
export async function markByGroup(db: Db, applicationId: ApplicationId, id: ConversationId, userIds: readonly UserId[]): Promise<void> {
  await sql`
    update collab.members set is_by_group = true
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = any(${[...userIds]}::uuid[])`.execute(db);
}

/** Whom new memberships of groups bring into conversations; who takes part already is left out. */
export async function listComing(
  db: Db,
  applicationId: ApplicationId,
  joined: readonly { readonly groupId: GroupId; readonly userId: UserId }[],
): Promise<readonly Taking[]> {
  if (joined.length === 0) return [];
  const { rows } = await sql<Taking>`
    select distinct mg.conversation_id id, j.user_id "userId"
    from unnest(${joined.map((one) => one.groupId)}::uuid[], ${joined.map((one) => one.userId)}::uuid[]) j (group_id, user_id)
    join collab.member_groups mg on mg.application_id = ${applicationId} and mg.group_id = j.group_id
    where not exists (
      select from collab.members m
      where m.application_id = ${applicationId} and m.conversation_id = mg.conversation_id and m.user_id = j.user_id and m.left_at is null)`.execute(
    db,
  );
  return rows;
}

/** Who takes part through a group only and belongs to none of the conversation's groups any more. @param userIds among these */
export async function listGoing(db: Db, applicationId: ApplicationId, userIds: readonly UserId[]): Promise<readonly Taking[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<Taking>`
    select m.conversation_id id, m.user_id "userId" from collab.members m
    where m.application_id = ${applicationId} and m.user_id = any(${[...userIds]}::uuid[]) and m.left_at is null and m.is_by_group
      and not exists (
        select from collab.member_groups mg
        join collab.group_members gm on gm.application_id = mg.application_id and gm.group_id = mg.group_id
        where mg.application_id = m.application_id and mg.conversation_id = m.conversation_id and gm.user_id = m.user_id)`.execute(db);
  return rows;
}
