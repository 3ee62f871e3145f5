import type { GroupId, MirroredGroup, MirroredUser, UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** One reconciliation of an application at a time. */
export async function lockDirectory(db: Db, applicationId: ApplicationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`collab.directory ${applicationId}`}, 0))`.execute(db);
}

export interface ChangedUser {
  readonly id: UserId;
  readonly isCreated: boolean;
  /** blocked or unblocked by this change */
  readonly isSwitched: boolean;
  readonly isBlocked: boolean;
  /** something that other people see has changed */
  readonly isShown: boolean;
}

const userShape = sql`(id uuid, "externalId" text, login text, "fullName" text, position text, department text, email text, language text,
  "timeZone" text, "isBlocked" boolean, "matchingKey" text, "otherNames" text)`;

/** Makes the rows of people equal to the list. @returns the rows that really changed */
export async function putUsers(db: Db, applicationId: ApplicationId, users: readonly MirroredUser[]): Promise<readonly ChangedUser[]> {
  const input = JSON.stringify(users.map((user) => ({ id: newId(), ...user })));
  const { rows } = await sql<ChangedUser>`
    with input as materialized (select * from jsonb_to_recordset(${input}::jsonb) as i ${userShape}),
    earlier as materialized (
      select u.* from collab.users u join input i on i."externalId" = u.external_id where u.application_id = ${applicationId}),
    put as (
      insert into collab.users as u (application_id, id, external_id, login, full_name, position, department, email, language, time_zone,
        matching_key, is_blocked, other_names)
      select ${applicationId}, i.id, i."externalId", i.login, i."fullName", i.position, i.department, i.email, i.language, i."timeZone",
        i."matchingKey", i."isBlocked", i."otherNames" from input i order by i."externalId"
      on conflict (application_id, external_id) do update set login = excluded.login, full_name = excluded.full_name,
        position = excluded.position, department = excluded.department, email = excluded.email, language = excluded.language,
        time_zone = excluded.time_zone, matching_key = excluded.matching_key, is_blocked = excluded.is_blocked,
        other_names = excluded.other_names
      where (u.login, u.full_name, u.position, u.department, u.email, u.language, u.time_zone, u.matching_key, u.is_blocked,
          u.other_names)
        is distinct from (excluded.login, excluded.full_name, excluded.position, excluded.department, excluded.email, excluded.language,
          excluded.time_zone, excluded.matching_key, excluded.is_blocked, excluded.other_names)
      returning u.id, u.login, u.full_name, u.position, u.department, u.email, u.is_blocked)
    select put.id, e.id is null "isCreated", coalesce(e.is_blocked <> put.is_blocked, false) "isSwitched", put.is_blocked "isBlocked",
      (e.id is null or (e.login, e.full_name, e.position, e.department, e.email, e.is_blocked)
        is distinct from (put.login, put.full_name, put.position, put.department, put.email, put.is_blocked)) "isShown"
    from put left join earlier e on e.id = put.id`.execute(db);
  return rows;
}

/** Blocks everybody who is not in the list. @returns who was not blocked before */
export async function blockOthers(db: Db, applicationId: ApplicationId, externalIds: readonly string[]): Promise<readonly UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    update collab.users set is_blocked = true
    where application_id = ${applicationId} and not is_blocked
      and not exists (select from unnest(${[...externalIds]}::text[]) kept (id) where kept.id = external_id)
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** Makes names and kinds of groups equal to the list. @returns ids of new groups */
export async function putGroups(db: Db, applicationId: ApplicationId, groups: readonly MirroredGroup[]): Promise<readonly GroupId[]> {
  const input = JSON.stringify(groups.map(({ externalId, name, kind }) => ({ id: newId(), externalId, name, kind })));
  const { rows } = await sql<{ id: GroupId; isCreated: boolean }>`
    insert into collab.groups as g (application_id, id, external_id, name, kind)
    select ${applicationId}, i.id, i."externalId", i.name, i.kind
    from jsonb_to_recordset(${input}::jsonb) as i (id uuid, "externalId" text, name text, kind text) order by i."externalId"
    on conflict (application_id, external_id) do update set name = excluded.name, kind = excluded.kind
    where (g.name, g.kind) is distinct from (excluded.name, excluded.kind)
    returning id, xmax = 0 "isCreated"`.execute(db);
  return rows.filter((row) => row.isCreated).map((row) => row.id);
}

export interface Membership {
  readonly groupId: GroupId;
  readonly userId: UserId;
  readonly isAdded: boolean;
}

/** Makes the members of the given groups equal to the lists; names that are not mirrored are left out. */
export async function putMemberships(
  db: Db,
  applicationId: ApplicationId,
  groups: readonly MirroredGroup[],
): Promise<readonly Membership[]> {
  const input = JSON.stringify(groups.map(({ externalId, memberExternalIds }) => ({ externalId, memberExternalIds })));
  const { rows } = await sql<Membership>`
    with given as materialized (
      select g.id group_id, i."memberExternalIds" names
      from jsonb_to_recordset(${input}::jsonb) as i ("externalId" text, "memberExternalIds" jsonb)
      join collab.groups g on g.application_id = ${applicationId} and g.external_id = i."externalId"),
    wanted as materialized (
      select distinct given.group_id, u.id user_id
      from given cross join lateral jsonb_array_elements_text(given.names) name
      join collab.users u on u.application_id = ${applicationId} and u.external_id = name),
    removed as (
      delete from collab.group_members gm using given
      where gm.application_id = ${applicationId} and gm.group_id = given.group_id
        and not exists (select from wanted w where w.group_id = gm.group_id and w.user_id = gm.user_id)
      returning gm.group_id, gm.user_id),
    added as (
      insert into collab.group_members (application_id, group_id, user_id)
      select ${applicationId}, group_id, user_id from wanted on conflict do nothing returning group_id, user_id)
    select group_id "groupId", user_id "userId", false "isAdded" from removed
    union all select group_id, user_id, true from added`.execute(db);
  return rows;
}

/** Removes groups that are not in the list. @returns their ids, and who belonged to them */
export async function removeOtherGroups(
  db: Db,
  applicationId: ApplicationId,
  externalIds: readonly string[],
): Promise<{ readonly groupIds: readonly GroupId[]; readonly memberships: readonly Membership[] }> {
  const { rows } = await sql<{ groupId: GroupId; userId: UserId | null }>`
    select g.id "groupId", gm.user_id "userId" from collab.groups g
    left join collab.group_members gm on gm.application_id = g.application_id and gm.group_id = g.id
    where g.application_id = ${applicationId} and g.external_id <> all(${[...externalIds]}::text[])`.execute(db);
  const groupIds = [...new Set(rows.map((row) => row.groupId))];
  if (groupIds.length > 0) {
    await sql`delete from collab.groups where application_id = ${applicationId} and id = any(${groupIds}::uuid[])`.execute(db);
  }
  const memberships = rows.flatMap(({ groupId, userId }) => (userId === null ? [] : [{ groupId, userId, isAdded: false }]));
  return { groupIds, memberships };
}
