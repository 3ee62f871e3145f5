import type { PersonId } from "@veche/office-domain/directory";
import type { PasskeyId } from "@veche/office-domain/session";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface PasskeyRow {
  readonly id: PasskeyId;
  readonly personId: PersonId;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isSynced: boolean;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const columns = sql`k.id, k.person_id "personId", k.credential_id "credentialId", k.public_key "publicKey", k.counter::float8 counter,
  k.transports, k.is_synced "isSynced", k.name, k.created_at "createdAt", k.last_used_at "lastUsedAt"`;

/** Oldest first. */
export async function listPasskeys(db: Db, personId: PersonId): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`
    select ${columns} from office.passkeys k where k.person_id = ${personId} order by k.created_at, k.id`.execute(db);
  return rows;
}

/** A passkey of a person who is not blocked. */
export async function findPasskey(db: Db, credentialId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`
    select ${columns} from office.passkeys k join office.people p on p.id = k.person_id
    where k.credential_id = ${credentialId} and not p.is_blocked`.execute(db);
  return rows[0];
}

/** @returns false when this credential is somebody's already */
export async function insertPasskey(db: Db, passkey: Omit<PasskeyRow, "lastUsedAt">): Promise<boolean> {
  const { rows } = await sql`
    insert into office.passkeys (id, person_id, credential_id, public_key, counter, transports, is_synced, name, created_at)
    values (${passkey.id}, ${passkey.personId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter},
      ${passkey.transports}::text[], ${passkey.isSynced}, ${passkey.name}, ${passkey.createdAt})
    on conflict (credential_id) do nothing returning id`.execute(db);
  return rows.length === 1;
}

/** @returns false when the counter did not grow, or the passkey is gone: of two answers with one count one is right */
export async function updateUsed(db: Db, id: PasskeyId, counter: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update office.passkeys set counter = ${counter}, last_used_at = ${now}
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning id`.execute(db);
  return rows.length === 1;
}

/** @returns false when it is not a passkey of this person */
export async function updateName(db: Db, personId: PersonId, id: PasskeyId, name: string): Promise<boolean> {
  const { rows } = await sql`update office.passkeys set name = ${name} where person_id = ${personId} and id = ${id} returning id`.execute(
    db,
  );
  return rows.length === 1;
}

/** @returns false when it is not a passkey of this person */
export async function deletePasskey(db: Db, personId: PersonId, id: PasskeyId): Promise<boolean> {
  const { rows } = await sql`delete from office.passkeys where person_id = ${personId} and id = ${id} returning id`.execute(db);
  return rows.length === 1;
}

export async function deletePasskeysOf(db: Db, personId: PersonId): Promise<void> {
  await sql`delete from office.passkeys where person_id = ${personId}`.execute(db);
}

/** @param personId who makes a passkey; null: somebody signs in */
export async function insertChallenge(db: Db, challengeHash: Uint8Array, personId: PersonId | null, expiresAt: Date): Promise<void> {
  await sql`
    insert into office.passkey_challenges (challenge_hash, person_id, expires_at)
    values (${challengeHash}, ${personId}, ${expiresAt})`.execute(db);
}

/** @returns false when it was never asked for this purpose, was answered, or has ended */
export async function takeChallenge(db: Db, challengeHash: Uint8Array, personId: PersonId | null, now: Date): Promise<boolean> {
  const { rows } = await sql`
    delete from office.passkey_challenges
    where challenge_hash = ${challengeHash} and person_id is not distinct from ${personId}::uuid and expires_at > ${now}
    returning challenge_hash`.execute(db);
  return rows.length === 1;
}

export async function deleteEndedChallenges(db: Db, now: Date): Promise<void> {
  await sql`delete from office.passkey_challenges where expires_at <= ${now}`.execute(db);
}
