import type { Department, DepartmentId, PersonId } from "@veche/office-domain/directory";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** The whole tree, by name. */
export async function listDepartments(db: Db): Promise<Department[]> {
  const { rows } = await sql<Department>`
    select d.id, d.parent_id "parentId", d.name, d.head_id "headId", (
      select count(*)::int from office.people p join office.departments b on b.id = p.department_id
      where d.id = any (b.ancestor_ids) and not p.is_blocked) "personCount"
    from office.departments d order by d.name collate "ru-x-icu", d.id`.execute(db);
  return rows;
}

/** Of the whole organisation; who is blocked does not count. */
export async function countPeople(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int count from office.people where not is_blocked`.execute(db);
  return rows[0]!.count;
}

/** Changes of the tree wait for each other, so that two harmless moves do not make a circle together. */
export async function lockTree(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('office.departments', 0))`.execute(db);
}

export interface DepartmentPlace {
  readonly id: DepartmentId;
  readonly parentId: DepartmentId | null;
}

export async function listPlaces(db: Db): Promise<ReadonlyMap<DepartmentId, DepartmentPlace>> {
  const { rows } = await sql<DepartmentPlace>`select id, parent_id "parentId" from office.departments`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertDepartment(
  db: Db,
  department: {
    readonly id: DepartmentId;
    readonly parentId: DepartmentId | null;
    readonly name: string;
    readonly headId: PersonId | null;
  },
): Promise<void> {
  await sql`
    insert into office.departments (id, parent_id, name, head_id, ancestor_ids)
    values (${department.id}, ${department.parentId}, ${department.name}, ${department.headId},
      array[${department.id}]::uuid[] || coalesce((select ancestor_ids from office.departments where id = ${department.parentId}), '{}'))
  `.execute(db);
}

export async function updateDepartment(
  db: Db,
  department: {
    readonly id: DepartmentId;
    readonly parentId: DepartmentId | null;
    readonly name: string;
    readonly headId: PersonId | null;
  },
): Promise<void> {
  await sql`
    update office.departments set parent_id = ${department.parentId}, name = ${department.name}, head_id = ${department.headId}
    where id = ${department.id}`.execute(db);
}

/** Makes the ancestry of a department and of everything below it follow the parents. */
export async function updateAncestry(db: Db, id: DepartmentId): Promise<void> {
  await sql`
    with recursive below (id, ancestor_ids) as (
      select d.id, array[d.id] || coalesce(p.ancestor_ids, '{}')
        from office.departments d left join office.departments p on p.id = d.parent_id where d.id = ${id}
      union all
      select d.id, array[d.id] || b.ancestor_ids from office.departments d join below b on d.parent_id = b.id
    )
    update office.departments set ancestor_ids = below.ancestor_ids from below where departments.id = below.id`.execute(db);
}

/** Somebody is in it, or it has departments below, or documents are shown to it. */
export async function isDepartmentUsed(db: Db, id: DepartmentId): Promise<boolean> {
  const { rows } = await sql<{ isUsed: boolean }>`
    select exists (select from office.people where department_id = ${id})
      or exists (select from office.departments where parent_id = ${id})
      or exists (select from office.document_participants where department_id = ${id}) "isUsed"`.execute(db);
  return rows[0]!.isUsed;
}

export async function deleteDepartment(db: Db, id: DepartmentId): Promise<void> {
  await sql`delete from office.departments where id = ${id}`.execute(db);
}
