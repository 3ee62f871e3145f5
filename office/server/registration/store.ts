import type { DocumentId } from "@veche/office-domain/documents";
import type { Register, RegisterId, RegisterInput } from "@veche/office-domain/registration";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface StoredRegister extends Omit<Register, "nextNumber" | "nextSequence"> {
  /** of the current year in its time zone; 0 when nothing was given there yet */
  readonly lastSequence: number;
  readonly lastOn: string | null;
}

/** @param now whose year counts, in the time zone of each register */
export async function listRegisters(db: Db, now: Date, id: RegisterId | null = null): Promise<StoredRegister[]> {
  const { rows } = await sql<StoredRegister>`
    select r.id, r.name, r.kinds, r.prefix, r.template, r.restart, r.time_zone "timeZone",
      (select count(*)::int from office.register_entries e where e.register_id = r.id) "entryCount",
      coalesce(c.last_sequence, 0) "lastSequence", c.last_on "lastOn"
    from office.registers r left join office.register_counters c on c.register_id = r.id
      and c.year = case r.restart when 'never' then 0 else extract(year from ${now}::timestamptz at time zone r.time_zone) end
    where ${id}::uuid is null or r.id = ${id}::uuid
    order by r.name collate "ru-x-icu", r.id`.execute(db);
  return rows;
}

/** Nobody changes it until the transaction ends; numbers are given meanwhile only when `isExclusive` is false. */
export async function lockRegister(db: Db, id: RegisterId, isExclusive: boolean): Promise<void> {
  const strength = sql.raw(isExclusive ? "for update" : "for share");
  await sql`select id from office.registers where id = ${id} ${strength}`.execute(db);
}

/** @returns false when there is one with this id or name */
export async function insertRegister(db: Db, register: RegisterInput & { readonly id: RegisterId }, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into office.registers (id, name, kinds, prefix, template, restart, time_zone, created_at)
    values (${register.id}, ${register.name}, ${register.kinds}::text[], ${register.prefix}, ${register.template}, ${register.restart},
      ${register.timeZone}, ${now})
    on conflict do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function hasOtherOfName(db: Db, name: string, id: RegisterId): Promise<boolean> {
  const { rows } = await sql`select id from office.registers where name = ${name} and id <> ${id}`.execute(db);
  return rows.length > 0;
}

export async function updateRegister(db: Db, register: RegisterInput & { readonly id: RegisterId }): Promise<void> {
  await sql`
    update office.registers set name = ${register.name}, kinds = ${register.kinds}::text[], prefix = ${register.prefix},
      template = ${register.template}, restart = ${register.restart}, time_zone = ${register.timeZone}
    where id = ${register.id}`.execute(db);
}

/**
 * Takes the next number of a year; until the transaction ends the next one waits, and without a commit nothing was taken.
 * @returns the number, from 1, and its day: never before the day of the number before it
 */
export async function takeSequence(
  db: Db,
  registerId: RegisterId,
  year: number,
  today: string,
): Promise<{ sequence: number; registeredOn: string }> {
  const { rows } = await sql<{ sequence: number; registeredOn: string }>`
    insert into office.register_counters as c (register_id, year, last_sequence, last_on) values (${registerId}, ${year}, 1, ${today})
    on conflict (register_id, year) do update set last_sequence = c.last_sequence + 1, last_on = greatest(c.last_on, excluded.last_on)
    returning last_sequence sequence, last_on "registeredOn"`.execute(db);
  return rows[0]!;
}

/** Lets a counter stand at least where an earlier journal ended. */
export async function raiseCounter(db: Db, registerId: RegisterId, year: number, sequence: number, day: string): Promise<void> {
  await sql`
    insert into office.register_counters as c (register_id, year, last_sequence, last_on) values (${registerId}, ${year}, ${sequence}, ${day})
    on conflict (register_id, year) do update set last_sequence = greatest(c.last_sequence, excluded.last_sequence),
      last_on = greatest(c.last_on, excluded.last_on)`.execute(db);
}

/** @returns the letters-only code's source: name of the department of the document's responsible person, or of a person */
export async function findDepartmentName(
  db: Db,
  who: { readonly documentId: DocumentId } | { readonly personId: string },
): Promise<string> {
  const person =
    "personId" in who ? sql`${who.personId}::uuid` : sql`(select responsible_id from office.documents where id = ${who.documentId})`;
  const { rows } = await sql<{ name: string }>`
    select d.name from office.people p join office.departments d on d.id = p.department_id where p.id = ${person}`.execute(db);
  return rows[0]?.name ?? "";
}
