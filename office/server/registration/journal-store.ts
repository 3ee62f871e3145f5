import type { DocumentId, DocumentKind } from "@veche/office-domain/documents";
import type { Entry, EntryId, EntryState, EntryStep, RegisterId, Registration } from "@veche/office-domain/registration";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface StoredEntry extends Omit<Entry, "document"> {
  readonly documentId: DocumentId | null;
  readonly sequence: number;
  readonly year: number;
}

const isoFormat = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
const entryColumns = sql`
  e.id, e.register_id "registerId", e.number, e.registered_on "registeredOn", e.kind, e.state, e.document_id "documentId",
  e.sequence, e.year,
  (select jsonb_agg(jsonb_build_object('state', s.state, 'at', to_char(s.at at time zone 'UTC', ${isoFormat}), 'personId', s.person_id,
      'reason', s.reason) order by s.place) from office.register_entry_steps s where s.entry_id = e.id) steps`;

export interface JournalPlace {
  readonly day: string;
  readonly sequence: number;
}

/** Newest first. */
export async function listEntries(
  db: Db,
  filter: { readonly registerId: RegisterId; readonly state: EntryState | undefined },
  page: { readonly after: JournalPlace | null; readonly limit: number },
): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select ${entryColumns} from office.register_entries e
    where e.register_id = ${filter.registerId} and (${filter.state ?? null}::text is null or e.state = ${filter.state ?? null})
      and (${page.after?.day ?? null}::date is null
        or (e.registered_on, e.sequence) < (${page.after?.day ?? null}::date, ${page.after?.sequence ?? null}::int))
    order by e.registered_on desc, e.sequence desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function countEntries(
  db: Db,
  filter: { readonly registerId: RegisterId; readonly state: EntryState | undefined },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from office.register_entries
    where register_id = ${filter.registerId} and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})`.execute(db);
  return rows[0]!.count;
}

export async function findEntry(db: Db, id: EntryId): Promise<StoredEntry | undefined> {
  const { rows } = await sql<StoredEntry>`select ${entryColumns} from office.register_entries e where e.id = ${id}`.execute(db);
  return rows[0];
}

/** Until the transaction ends nobody else uses or voids it. */
export async function lockEntry(db: Db, id: EntryId): Promise<void> {
  await sql`select id from office.register_entries where id = ${id} for update`.execute(db);
}

export interface NewEntry {
  readonly id: EntryId;
  readonly registerId: RegisterId;
  /** 0 when numbers of the register never begin anew */
  readonly year: number;
  readonly sequence: number;
  readonly number: string;
  readonly registeredOn: string;
  readonly kind: DocumentKind;
  readonly state: EntryState;
  readonly documentId: DocumentId | null;
}

/** @returns false when the register gave the same number before, by another template */
export async function insertEntry(db: Db, entry: NewEntry, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into office.register_entries (id, register_id, year, sequence, number, registered_on, kind, state, document_id, taken_at)
    values (${entry.id}, ${entry.registerId}, ${entry.year}, ${entry.sequence}, ${entry.number}, ${entry.registeredOn}, ${entry.kind},
      ${entry.state}, ${entry.documentId}, ${now})
    on conflict (register_id, number) do nothing returning id`.execute(db);
  return rows.length === 1;
}

export async function updateEntry(
  db: Db,
  id: EntryId,
  change: { readonly state: EntryState; readonly documentId: DocumentId | null },
): Promise<void> {
  await sql`update office.register_entries set state = ${change.state}, document_id = ${change.documentId} where id = ${id}`.execute(db);
}

export async function insertStep(db: Db, id: EntryId, step: Omit<EntryStep, "at"> & { readonly at: Date }): Promise<void> {
  await sql`
    insert into office.register_entry_steps (entry_id, place, state, at, person_id, reason)
    select ${id}, count(*), ${step.state}, ${step.at}, ${step.personId}, ${step.reason}
    from office.register_entry_steps where entry_id = ${id}`.execute(db);
}

/** The valid registration of a document. */
export async function findRegistration(db: Db, documentId: DocumentId): Promise<Registration | undefined> {
  const { rows } = await sql<Registration>`
    select e.id "entryId", r.id "registerId", r.name "registerName", e.number, e.registered_on "registeredOn",
      to_char(s.at at time zone 'UTC', ${isoFormat}) "registeredAt", s.person_id "personId"
    from office.register_entries e join office.registers r on r.id = e.register_id
      join lateral (select at, person_id from office.register_entry_steps where entry_id = e.id order by place desc limit 1) s on true
    where e.document_id = ${documentId} and e.state = 'registered'`.execute(db);
  return rows[0];
}
