import type { RecentRequests, RegistrationId, RegistrationRequest } from "@veche/collab-domain/tenants";
import type { Application, ApplicationId } from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import { sql } from "kysely";
import type * as z from "zod";
import type { Db } from "../context.ts";

/** Makes requests of one e-mail, installation or address wait for each other, so that counting them is exact. */
export async function lockRequests(db: Db, keys: readonly string[]): Promise<void> {
  for (const key of keys.toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`collab.registration ${key}`}, 0))`.execute(db);
}

export async function countRecentRequests(
  db: Db,
  request: { readonly email: string; readonly installationId: string; readonly address: string },
  since: Date,
): Promise<RecentRequests> {
  const { rows } = await sql<{ email: string; installation: string; address: string; lastAt: Date | null }>`
    select
      (select count(*) from collab.registrations where email = ${request.email} and created_at > ${since}) email,
      (select count(*) from collab.registrations where installation_id = ${request.installationId} and created_at > ${since}) installation,
      (select count(*) from collab.registrations where address = ${request.address} and created_at > ${since}) address,
      (select max(created_at) from collab.registrations
        where email = ${request.email} and installation_id = ${request.installationId} and created_at > ${since}
          and state <> 'confirmed') "lastAt"`.execute(db);
  const row = rows[0]!;
  return {
    perEmail: Number(row.email),
    perInstallation: Number(row.installation),
    perAddress: Number(row.address),
    lastAt: row.lastAt && new Date(row.lastAt),
  };
}

export async function replaceWaitingRegistrations(db: Db, installationId: string): Promise<void> {
  await sql`update collab.registrations set state = 'replaced' where installation_id = ${installationId} and state = 'waiting'`.execute(db);
}

export async function insertRegistration(
  db: Db,
  registration: z.output<typeof RegistrationRequest> & {
    readonly id: RegistrationId;
    readonly address: string;
    readonly codeHash: Uint8Array;
    readonly attemptsLeft: number;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql`
    insert into collab.registrations (id, email, application_name, installation_id, application_url, public_key, language, address,
      code_hash, attempts_left, created_at, expires_at)
    values (${registration.id}, ${registration.email}, ${registration.applicationName}, ${registration.installationId},
      ${registration.applicationUrl}, ${registration.publicKey.x}, ${registration.language}, ${registration.address},
      ${registration.codeHash}, ${registration.attemptsLeft}, ${registration.createdAt}, ${registration.expiresAt})`.execute(db);
}

export interface RegistrationRow {
  readonly id: RegistrationId;
  readonly email: string;
  readonly applicationName: string;
  readonly installationId: string;
  readonly applicationUrl: string;
  readonly publicKey: string;
  readonly codeHash: Uint8Array;
  readonly attemptsLeft: number;
}

const registrationColumns = sql`id, email, application_name "applicationName", installation_id "installationId",
  application_url "applicationUrl", public_key "publicKey", code_hash "codeHash", attempts_left "attemptsLeft"`;

export async function findRegistration(db: Db, id: RegistrationId): Promise<RegistrationRow | undefined> {
  const { rows } = await sql<RegistrationRow>`select ${registrationColumns} from collab.registrations where id = ${id}`.execute(db);
  return rows[0];
}

/** Uses up one attempt of a code that may still be tried. @returns the registration with the attempts that are left */
export async function takeAttempt(db: Db, id: RegistrationId, now: Date): Promise<RegistrationRow | undefined> {
  const { rows } = await sql<RegistrationRow>`
    update collab.registrations set attempts_left = attempts_left - 1
    where id = ${id} and state = 'waiting' and attempts_left > 0 and expires_at > ${now}
    returning ${registrationColumns}`.execute(db);
  return rows[0];
}

/** Ends a waiting registration. @returns false when it was no longer waiting: somebody else was first */
export async function endRegistration(db: Db, id: RegistrationId, state: "confirmed" | "cancelled"): Promise<boolean> {
  const { rows } = await sql`
    update collab.registrations set state = ${state} where id = ${id} and state = 'waiting' returning id`.execute(db);
  return rows.length === 1;
}

export async function deleteOldRegistrations(db: Db, before: Date): Promise<void> {
  await sql`delete from collab.registrations where created_at < ${before}`.execute(db);
}

/** Connects the application of this subscriber and installation: the earlier one with everything it had, or a new one. */
export async function connectApplication(db: Db, registration: RegistrationRow, now: Date): Promise<ApplicationId> {
  const subscriber = await sql<{ id: string }>`
    insert into collab.subscribers (id, email) values (${newId()}, ${registration.email})
    on conflict (email) do update set email = excluded.email returning id`.execute(db);
  const application = await sql<{ id: ApplicationId }>`
    insert into collab.applications (id, subscriber_id, installation_id, name, url, public_key, registered_at)
    values (${newId()}, ${subscriber.rows[0]!.id}, ${registration.installationId}, ${registration.applicationName},
      ${registration.applicationUrl}, ${registration.publicKey}, ${now})
    on conflict (subscriber_id, installation_id) do update set name = excluded.name, url = excluded.url,
      public_key = excluded.public_key, registered_at = excluded.registered_at, disconnected_at = null
    returning id`.execute(db);
  return application.rows[0]!.id;
}

/** A connected or disconnected application with its key. */
export interface ApplicationRow {
  readonly application: Application;
  readonly publicKey: string;
  readonly isConnected: boolean;
}

/** By id; applications that are disconnected or unknown are left out. */
export async function listConnectedKeys(db: Db, ids: readonly ApplicationId[]): Promise<ReadonlyMap<ApplicationId, string>> {
  const { rows } = await sql<{ id: ApplicationId; publicKey: string }>`
    select id, public_key "publicKey" from collab.applications
    where id = any(${[...ids]}::uuid[]) and disconnected_at is null`.execute(db);
  return new Map(rows.map(({ id, publicKey }) => [id, publicKey]));
}

export async function findApplication(db: Db, id: ApplicationId): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<
    Record<"subscriberId" | "email" | "name" | "installationId" | "url" | "publicKey", string> & {
      registeredAt: Date;
      isConnected: boolean;
    }
  >`
    select s.id "subscriberId", s.email, a.name, a.installation_id "installationId", a.url, a.public_key "publicKey",
      a.registered_at "registeredAt", a.disconnected_at is null "isConnected"
    from collab.applications a join collab.subscribers s on s.id = a.subscriber_id where a.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { subscriberId, email, registeredAt, publicKey, isConnected, ...rest } = row;
  const subscriber = { id: subscriberId as Application["subscriber"]["id"], email };
  return { application: { id, subscriber, ...rest, registeredAt: new Date(registeredAt).toISOString() }, publicKey, isConnected };
}

export async function disconnect(db: Db, id: ApplicationId, now: Date): Promise<void> {
  await sql`update collab.applications set disconnected_at = ${now} where id = ${id} and disconnected_at is null`.execute(db);
}

export async function countBelongings(
  db: Db,
  id: ApplicationId,
): Promise<{ userCount: number; groupCount: number; conversationCount: number }> {
  const { rows } = await sql<Record<"users" | "groups" | "conversations", string>>`
    select (select count(*) from collab.users where application_id = ${id} and not is_blocked) users,
      (select count(*) from collab.groups where application_id = ${id}) groups,
      (select count(*) from collab.conversations where application_id = ${id} and removed_at is null) conversations`.execute(db);
  const row = rows[0]!;
  return { userCount: Number(row.users), groupCount: Number(row.groups), conversationCount: Number(row.conversations) };
}
