import type { PersonId } from "@veche/office-domain/directory";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface SecondFactor {
  readonly sealedSecret: Uint8Array;
  /** null: begun, nothing is asked yet */
  readonly confirmedAt: Date | null;
  readonly recoveryCodesLeft: number;
}

export async function findFactor(db: Db, personId: PersonId): Promise<SecondFactor | undefined> {
  const { rows } = await sql<SecondFactor>`
    select f.sealed_secret "sealedSecret", f.confirmed_at "confirmedAt",
      (select count(*)::int from office.recovery_codes c where c.person_id = f.person_id) "recoveryCodesLeft"
    from office.second_factors f where f.person_id = ${personId}`.execute(db);
  return rows[0];
}

/** A new begin replaces an earlier one. @returns false when one is confirmed already */
export async function insertFactor(db: Db, personId: PersonId, sealedSecret: Uint8Array): Promise<boolean> {
  const { rows } = await sql`
    insert into office.second_factors as f (person_id, sealed_secret) values (${personId}, ${sealedSecret})
    on conflict (person_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0 where f.confirmed_at is null
    returning person_id`.execute(db);
  return rows.length === 1;
}

/** @returns false when it was confirmed meanwhile, or is not there */
export async function confirmFactor(db: Db, personId: PersonId, step: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update office.second_factors set confirmed_at = ${now}, last_step = ${step}
    where person_id = ${personId} and confirmed_at is null returning person_id`.execute(db);
  return rows.length === 1;
}

/** @returns false when a code of this step or a later one was used before */
export async function takeStep(db: Db, personId: PersonId, step: number): Promise<boolean> {
  const { rows } = await sql`
    update office.second_factors set last_step = ${step}
    where person_id = ${personId} and confirmed_at is not null and last_step < ${step} returning person_id`.execute(db);
  return rows.length === 1;
}

/** @returns false when there is no such code, or it was used */
export async function takeRecoveryCode(db: Db, personId: PersonId, codeHash: Uint8Array): Promise<boolean> {
  const { rows } = await sql`
    delete from office.recovery_codes where person_id = ${personId} and code_hash = ${codeHash} returning person_id`.execute(db);
  return rows.length === 1;
}

export async function replaceRecoveryCodes(db: Db, personId: PersonId, codeHashes: readonly Uint8Array[]): Promise<void> {
  await sql`delete from office.recovery_codes where person_id = ${personId}`.execute(db);
  await sql`
    insert into office.recovery_codes (person_id, code_hash) select ${personId}, unnest(${[...codeHashes]}::bytea[])`.execute(db);
}

/** Its recovery codes go with it. */
export async function deleteFactor(db: Db, personId: PersonId): Promise<void> {
  await sql`delete from office.second_factors where person_id = ${personId}`.execute(db);
}
