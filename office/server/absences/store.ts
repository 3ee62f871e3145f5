import type { Absence, AbsenceId, AbsenceInput, Substitute } from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** Those that have not ended where the person lives, by date. */
export async function listAbsences(db: Db, personId: PersonId, now: Date): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select a.id, a.person_id "personId", a.reason, a.starts_on::text "startsOn", a.ends_on::text "endsOn", a.starts_on <= t.today "isNow",
      coalesce((select jsonb_agg(jsonb_build_object('area', s.area, 'personId', s.person_id) order by s.area)
        from office.absence_substitutes s where s.absence_id = a.id), '[]') substitutes
    from office.absences a join office.people p on p.id = a.person_id
      cross join lateral (select (${now}::timestamptz at time zone p.time_zone)::date today) t
    where a.person_id = ${personId} and a.ends_on >= t.today order by a.starts_on, a.id`.execute(db);
  return rows;
}

export async function findOwner(db: Db, id: AbsenceId): Promise<PersonId | undefined> {
  const { rows } = await sql<{ personId: PersonId }>`select person_id "personId" from office.absences where id = ${id}`.execute(db);
  return rows[0]?.personId;
}

/** Whether the person is away on one of these days already, by another absence. */
export async function hasOverlap(db: Db, personId: PersonId, id: AbsenceId, { startsOn, endsOn }: AbsenceInput): Promise<boolean> {
  const { rows } = await sql`
    select from office.absences where person_id = ${personId} and id <> ${id} and starts_on <= ${endsOn}::date and ends_on >= ${startsOn}::date
    limit 1`.execute(db);
  return rows.length > 0;
}

/** @returns false when the id is that of an absence of somebody else */
export async function upsertAbsence(
  db: Db,
  absence: AbsenceInput & { readonly id: AbsenceId; readonly personId: PersonId; readonly authorId: PersonId; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into office.absences as a (id, person_id, reason, starts_on, ends_on, author_id, created_at)
    values (${absence.id}, ${absence.personId}, ${absence.reason}, ${absence.startsOn}::date, ${absence.endsOn}::date, ${absence.authorId},
      ${absence.now})
    on conflict (id) do update set reason = excluded.reason, starts_on = excluded.starts_on, ends_on = excluded.ends_on
      where a.person_id = excluded.person_id
    returning id`.execute(db);
  return rows.length === 1;
}

export async function replaceSubstitutes(db: Db, id: AbsenceId, substitutes: readonly Substitute[]): Promise<void> {
  await sql`delete from office.absence_substitutes where absence_id = ${id}`.execute(db);
  await sql`
    insert into office.absence_substitutes (absence_id, area, person_id)
    select ${id}, s.area, s.person_id
    from unnest(${substitutes.map(({ area }) => area)}::text[], ${substitutes.map(({ personId }) => personId)}::uuid[]) s (area, person_id)
  `.execute(db);
}

export async function deleteAbsence(db: Db, id: AbsenceId): Promise<void> {
  await sql`delete from office.absences where id = ${id}`.execute(db);
}

/** Whether somebody heads the department of a person, or one above it. */
export async function isHeadOf(db: Db, headId: PersonId, personId: PersonId): Promise<boolean> {
  const { rows } = await sql`
    select from office.people p join office.departments d on d.id = p.department_id
      join office.departments a on a.id = any (d.ancestor_ids)
    where p.id = ${personId} and p.id <> ${headId} and a.head_id = ${headId} limit 1`.execute(db);
  return rows.length > 0;
}
