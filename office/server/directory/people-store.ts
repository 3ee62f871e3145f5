import type { Permission } from "@veche/office-domain/access";
import type { DepartmentId, Person, PersonId, Settings } from "@veche/office-domain/directory";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Db, RightsOfPerson } from "../context.ts";

/** A person reports to the nearest head of his department, or of one above it, who is somebody else. */
const personColumns = sql`
  p.id, p.login, p.full_name "fullName", p.short_name "shortName", p.position, p.department_id "departmentId", (
    select a.head_id from office.departments d, unnest(d.ancestor_ids) with ordinality u (id, place)
      join office.departments a on a.id = u.id
    where d.id = p.department_id and a.head_id <> p.id order by u.place limit 1) "managerId",
  p.email, p.inner_phone "innerPhone", p.mobile_phone "mobilePhone", p.city, p.time_zone "timeZone", p.responsibilities,
  p.is_blocked "isBlocked"`;

export interface StoredPerson extends Person {
  readonly permissions: readonly Permission[];
}

export async function findPerson(db: Db, id: PersonId): Promise<StoredPerson | undefined> {
  const { rows } = await sql<StoredPerson>`select ${personColumns}, p.permissions from office.people p where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockPerson(db: Db, id: PersonId): Promise<void> {
  await sql`select id from office.people where id = ${id} for update`.execute(db);
}

/** How a search text may be meant: each reading is words that must all be found. */
export type SearchReadings = readonly (readonly string[])[];

export async function listPeople(
  db: Db,
  wanted: {
    readonly readings: SearchReadings | null;
    readonly departmentId: DepartmentId | undefined;
    readonly withBlocked: boolean;
    readonly after: readonly [string, string] | null;
    readonly limit: number;
  },
): Promise<Person[]> {
  const conditions = [
    wanted.withBlocked ? sql`true` : sql`not p.is_blocked`,
    wanted.departmentId === undefined
      ? sql`true`
      : sql`exists (select from office.departments d where d.id = p.department_id and ${wanted.departmentId} = any (d.ancestor_ids))`,
    wanted.readings === null ? sql`true` : anyOf(wanted.readings.map((words) => allOf(words.map(matchesWord)))),
    wanted.after === null
      ? sql`true`
      : sql`(p.full_name collate "ru-x-icu", p.id) > (${wanted.after[0]} collate "ru-x-icu", ${wanted.after[1]}::uuid)`,
  ];
  const { rows } = await sql<Person>`
    select ${personColumns} from office.people p where ${allOf(conditions)}
    order by p.full_name collate "ru-x-icu", p.id limit ${wanted.limit}`.execute(db);
  return rows;
}

/** A part of a word, or a word with a slip of the finger. */
function matchesWord(word: string): RawBuilder<unknown> {
  const part = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return Array.from(word).length < 4
    ? sql`p.search_text like ${part}`
    : sql`(p.search_text like ${part} or public.word_similarity(${word}, p.search_text) >= 0.4)`;
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function anyOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

export interface PersonRow {
  readonly id: PersonId;
  readonly login: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly position: string;
  readonly departmentId: DepartmentId | null;
  readonly email: string | null;
  readonly innerPhone: string;
  readonly mobilePhone: string;
  readonly city: string;
  readonly responsibilities: readonly string[];
  readonly permissions: readonly Permission[];
  readonly searchText: string;
}

/** @returns false when the login is in use */
export async function insertPerson(
  db: Db,
  person: PersonRow & { readonly passwordHash: string; readonly createdAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into office.people (id, login, password_hash, full_name, short_name, position, department_id, email, inner_phone, mobile_phone,
      city, responsibilities, permissions, search_text, created_at)
    values (${person.id}, ${person.login}, ${person.passwordHash}, ${person.fullName}, ${person.shortName}, ${person.position},
      ${person.departmentId}, ${person.email}, ${person.innerPhone}, ${person.mobilePhone}, ${person.city}, ${person.responsibilities}::text[],
      ${person.permissions}::text[], ${person.searchText}, ${person.createdAt})
    on conflict (login) do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function updatePerson(db: Db, person: PersonRow): Promise<void> {
  await sql`
    update office.people set login = ${person.login}, full_name = ${person.fullName}, short_name = ${person.shortName},
      position = ${person.position}, department_id = ${person.departmentId}, email = ${person.email}, inner_phone = ${person.innerPhone},
      mobile_phone = ${person.mobilePhone}, city = ${person.city}, responsibilities = ${person.responsibilities}::text[],
      permissions = ${person.permissions}::text[], search_text = ${person.searchText}
    where id = ${person.id}`.execute(db);
}

export async function findIdByLogin(db: Db, login: string): Promise<PersonId | undefined> {
  const { rows } = await sql<{ id: PersonId }>`select id from office.people where login = ${login}`.execute(db);
  return rows[0]?.id;
}

export async function updateBlocked(db: Db, id: PersonId, isBlocked: boolean): Promise<void> {
  await sql`update office.people set is_blocked = ${isBlocked} where id = ${id}`.execute(db);
}

/** Active people who have a permission, by name. */
export async function listHolders(db: Db, permission: Permission): Promise<{ id: PersonId; fullName: string }[]> {
  const { rows } = await sql<{ id: PersonId; fullName: string }>`
    select id, full_name "fullName" from office.people where ${permission} = any (permissions) and not is_blocked
    order by full_name collate "ru-x-icu", id`.execute(db);
  return rows;
}

export async function countActivePeople(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int count from office.people where not is_blocked`.execute(db);
  return rows[0]!.count;
}

/** Which of them are people who may sign in. */
export async function listActiveIds(db: Db, ids: readonly PersonId[]): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select id from office.people where id = any (${ids}::uuid[]) and not is_blocked`.execute(db);
  return rows.map(({ id }) => id);
}

const rightsColumns = sql`p.id "personId", p.permissions, coalesce(d.ancestor_ids, '{}')::uuid[] "departmentIds"`;

export async function listRights(db: Db, ids: readonly PersonId[]): Promise<RightsOfPerson[]> {
  const { rows } = await sql<RightsOfPerson>`
    select ${rightsColumns} from office.people p left join office.departments d on d.id = p.department_id
    where p.id = any (${ids}::uuid[]) and not p.is_blocked`.execute(db);
  return rows;
}

/** Rights of everybody in a department and below it. */
export async function listRightsInDepartment(db: Db, id: DepartmentId): Promise<RightsOfPerson[]> {
  const { rows } = await sql<RightsOfPerson>`
    select ${rightsColumns} from office.people p join office.departments d on d.id = p.department_id
    where ${id} = any (d.ancestor_ids) and not p.is_blocked`.execute(db);
  return rows;
}

export interface Credentials {
  readonly id: PersonId;
  readonly passwordHash: string;
  readonly isBlocked: boolean;
}

export async function findCredentials(
  db: Db,
  by: { readonly login: string } | { readonly id: PersonId },
): Promise<Credentials | undefined> {
  const condition = "login" in by ? sql`login = ${by.login}` : sql`id = ${by.id}`;
  const { rows } = await sql<Credentials>`
    select id, password_hash "passwordHash", is_blocked "isBlocked" from office.people where ${condition}`.execute(db);
  return rows[0];
}

export async function updatePasswordHash(db: Db, id: PersonId, passwordHash: string): Promise<void> {
  await sql`update office.people set password_hash = ${passwordHash} where id = ${id}`.execute(db);
}

export async function findSettings(db: Db, id: PersonId): Promise<Partial<Settings>> {
  const { rows } = await sql<{ settings: Partial<Settings> }>`select settings from office.people where id = ${id}`.execute(db);
  return rows[0]?.settings ?? {};
}

export async function mergeSettings(db: Db, id: PersonId, settings: Partial<Settings>): Promise<void> {
  await sql`update office.people set settings = settings || ${JSON.stringify(settings)}::jsonb where id = ${id}`.execute(db);
}

/** People of a demo company for its sign-in page, by name. */
export async function listDemoPeople(db: Db): Promise<Pick<Person, "id" | "login" | "fullName" | "position">[]> {
  const { rows } = await sql<Pick<Person, "id" | "login" | "fullName" | "position">>`
    select id, login, full_name "fullName", position from office.people where not is_blocked
    order by full_name collate "ru-x-icu", id`.execute(db);
  return rows;
}

export interface MirrorPerson extends Person {
  readonly departmentName: string;
  readonly language: "ru" | "en";
  readonly departmentIds: readonly DepartmentId[];
  readonly permissions: readonly Permission[];
}

/** Everybody, as other systems mirror them. */
export async function listMirrorPeople(db: Db): Promise<MirrorPerson[]> {
  const { rows } = await sql<MirrorPerson>`
    select ${personColumns}, p.permissions, coalesce(d.name, '') "departmentName", coalesce(d.ancestor_ids, '{}')::uuid[] "departmentIds",
      coalesce(p.settings ->> 'language', (select language from office.organisation), 'ru') language
    from office.people p left join office.departments d on d.id = p.department_id order by p.id`.execute(db);
  return rows;
}
