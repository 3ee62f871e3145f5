import type { Permission } from "@veche/office-domain/access";
import type { PersonId } from "@veche/office-domain/directory";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface SessionRow {
  readonly id: string;
  readonly personId: PersonId;
  readonly permissions: readonly Permission[];
  readonly lastSeenAt: Date;
}

export async function insertSession(
  db: Db,
  session: {
    readonly id: string;
    readonly personId: PersonId;
    readonly tokenHash: Uint8Array;
    readonly userAgent: string;
    readonly address: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql`
    insert into office.sessions (id, person_id, token_hash, user_agent, address, created_at, last_seen_at, expires_at)
    values (${session.id}, ${session.personId}, ${session.tokenHash}, ${session.userAgent}, ${session.address}, ${session.now}, ${session.now},
      ${session.expiresAt})`.execute(db);
}

/** The session of a person who is not blocked, neither expired nor idle since `idleSince`. */
export async function findLiveSession(
  db: Db,
  tokenHash: Uint8Array,
  at: { readonly now: Date; readonly idleSince: Date },
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id, s.person_id "personId", p.permissions, s.last_seen_at "lastSeenAt"
    from office.sessions s join office.people p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${at.now} and s.last_seen_at > ${at.idleSince} and not p.is_blocked`.execute(db);
  return rows[0];
}

export async function updateLastSeen(db: Db, id: string, now: Date): Promise<void> {
  await sql`update office.sessions set last_seen_at = ${now} where id = ${id}`.execute(db);
}

/** @returns the id of the session that was ended */
export async function deleteSessionByToken(db: Db, tokenHash: Uint8Array): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`delete from office.sessions where token_hash = ${tokenHash} returning id`.execute(db);
  return rows[0]?.id;
}

/** @returns false when it is not a session of this person */
export async function deleteSession(db: Db, personId: PersonId, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from office.sessions where person_id = ${personId} and id::text = ${id} returning id`.execute(db);
  return rows.length === 1;
}

/** @param exceptId stays; null: none stays @returns ids of the ended ones */
export async function deleteSessionsOf(db: Db, personId: PersonId, exceptId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from office.sessions where person_id = ${personId} and id is distinct from ${exceptId}::uuid returning id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function deleteDeadSessions(db: Db, at: { readonly now: Date; readonly idleSince: Date }): Promise<void> {
  await sql`delete from office.sessions where expires_at <= ${at.now} or last_seen_at <= ${at.idleSince}`.execute(db);
}

/** Older ones are not shown; they end with all others. */
const mostListedSessions = 200;

export interface SessionListRow {
  readonly id: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** Live sessions of a person, last seen first. */
export async function listSessions(
  db: Db,
  personId: PersonId,
  at: { readonly now: Date; readonly idleSince: Date },
): Promise<SessionListRow[]> {
  const { rows } = await sql<SessionListRow>`
    select id, user_agent "userAgent", address, created_at "createdAt", last_seen_at "lastSeenAt" from office.sessions
    where person_id = ${personId} and expires_at > ${at.now} and last_seen_at > ${at.idleSince}
    order by last_seen_at desc, id limit ${mostListedSessions}`.execute(db);
  return rows;
}
