import type { Group, GroupId, User, UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "../context.ts";

const userColumns = sql`u.id, u.external_id "externalId", u.login, u.full_name "fullName", u.position, u.department, u.email,
  u.is_blocked "isBlocked"`;

/** @param id or the application's own name @returns the person, blocked ones included */
export async function findUser(
  db: Db,
  applicationId: ApplicationId,
  by: { readonly id: UserId } | { readonly externalId: string },
): Promise<User | undefined> {
  const condition = "id" in by ? sql`u.id = ${by.id}` : sql`u.external_id = ${by.externalId}`;
  const { rows } = await sql<User>`
    select ${userColumns} from collab.users u where u.application_id = ${applicationId} and ${condition}`.execute(db);
  return rows[0];
}

/** People by id or by the application's own name, blocked ones included, by name; unknown ones are left out. */
export async function listUsersById(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly UserId[],
  externalIds: readonly string[] = [],
): Promise<readonly User[]> {
  const { rows } = await sql<User>`
    select ${userColumns} from collab.users u
    where u.application_id = ${applicationId}
      and (u.id = any(${[...ids]}::uuid[]) or u.external_id = any(${[...externalIds]}::text[]))
    order by u.full_name, u.id`.execute(db);
  return rows;
}

/** A person by the application's own name, and the session his token was given to. */
export interface NamedUser {
  readonly applicationId: ApplicationId;
  readonly externalId: string;
  readonly sessionId: string | null;
}

/** In the order of the names; undefined for who is blocked or unknown, and for a session that has ended. */
export async function findActiveUserIds(db: Db, named: readonly NamedUser[]): Promise<readonly (UserId | undefined)[]> {
  const { rows } = await sql<{ place: number; id: UserId }>`
    select (named.place - 1)::int place, u.id
    from unnest(${named.map(({ applicationId }) => applicationId)}::uuid[], ${named.map(({ externalId }) => externalId)}::text[],
      ${named.map(({ sessionId }) => sessionId)}::text[]) with ordinality named (application_id, external_id, session_id, place)
    join collab.users u on u.application_id = named.application_id and u.external_id = named.external_id
    where not u.is_blocked and not exists (
      select from collab.ended_sessions e where e.application_id = named.application_id and e.session_id = named.session_id)`.execute(db);
  const ids = new Map(rows.map(({ place, id }) => [place, id]));
  return named.map((_, place) => ids.get(place));
}

/** Ids of people by the application's own names; unknown names are left out. */
export async function mapExternalIds(
  db: Db,
  applicationId: ApplicationId,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, UserId>> {
  const { rows } = await sql<{ externalId: string; id: UserId }>`
    select external_id "externalId", id from collab.users
    where application_id = ${applicationId} and external_id = any(${[...externalIds]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

export async function listGroupIds(db: Db, applicationId: ApplicationId, userId: UserId): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select group_id id from collab.group_members where application_id = ${applicationId} and user_id = ${userId} order by 1`.execute(db);
  return rows.map((row) => row.id);
}

export async function listGroupIdsOfUsers(db: Db, applicationId: ApplicationId, userIds: readonly UserId[]): Promise<readonly GroupId[]> {
  const { rows } = await sql<{ id: GroupId }>`
    select distinct group_id id from collab.group_members
    where application_id = ${applicationId} and user_id = any(${[...userIds]}::uuid[])`.execute(db);
  return rows.map((row) => row.id);
}

/** Those of some groups that there are. */
export async function filterGroupIds(db: Db, applicationId: ApplicationId, ids: readonly GroupId[]): Promise<ReadonlySet<GroupId>> {
  const { rows } = await sql<{ id: GroupId }>`
    select id from collab.groups where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Active people who belong to one of the groups or are named. */
export async function listActiveUserIds(
  db: Db,
  applicationId: ApplicationId,
  userIds: readonly UserId[],
  groupIds: readonly string[],
): Promise<readonly UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from collab.users u where u.application_id = ${applicationId} and not u.is_blocked and (
      u.id = any(${[...userIds]}::uuid[]) or u.id in (
        select gm.user_id from collab.group_members gm
        where gm.application_id = ${applicationId} and gm.group_id = any(${[...groupIds]}::uuid[])))
    order by u.id`.execute(db);
  return rows.map((row) => row.id);
}

export interface Place {
  readonly name: string;
  readonly id: string;
}

/** Active people by name, after a place in the list. @param condition on `u` */
export async function listUsers(
  db: Db,
  applicationId: ApplicationId,
  condition: RawBuilder<SqlBool>,
  after: Place | undefined,
  limit: number,
): Promise<User[]> {
  const { rows } = await sql<User>`
    select ${userColumns} from collab.users u
    where u.application_id = ${applicationId} and not u.is_blocked and ${condition}
      and ${after ? sql`(u.full_name, u.id) > (${after.name}, ${after.id}::uuid)` : sql`true`}
    order by u.full_name, u.id limit ${limit}`.execute(db);
  return rows;
}

/** Active people whose name resembles the text most, for when nobody is found by its words. */
export async function listSimilarUsers(db: Db, applicationId: ApplicationId, texts: readonly string[], limit: number): Promise<User[]> {
  const { rows } = await sql<User>`
    select ${userColumns} from collab.users u
    cross join lateral (select max(public.word_similarity(t, u.search_text)) value from unnest(${[...texts]}::text[]) t) likeness
    where u.application_id = ${applicationId} and not u.is_blocked and likeness.value >= 0.4
    order by likeness.value desc, u.full_name, u.id limit ${limit}`.execute(db);
  return rows;
}

/** Departments by name, after a place in the list. @param condition on `g` */
export async function listGroups(
  db: Db,
  applicationId: ApplicationId,
  condition: RawBuilder<SqlBool>,
  after: Place | undefined,
  limit: number,
): Promise<Group[]> {
  const { rows } = await sql<Omit<Group, "memberCount"> & { memberCount: string }>`
    select g.id, g.external_id "externalId", g.name, g.kind, (
      select count(*) from collab.group_members gm join collab.users u on u.application_id = gm.application_id and u.id = gm.user_id
      where gm.application_id = g.application_id and gm.group_id = g.id and not u.is_blocked) "memberCount"
    from collab.groups g
    where g.application_id = ${applicationId} and g.kind = 'department' and ${condition}
      and ${after ? sql`(g.name, g.id) > (${after.name}, ${after.id}::uuid)` : sql`true`}
    order by g.name, g.id limit ${limit}`.execute(db);
  return rows.map(({ id, externalId, name, kind, memberCount }) => ({ id, externalId, name, kind, memberCount: Number(memberCount) }));
}
