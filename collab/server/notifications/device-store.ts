import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { defaultSettings, type DeviceId, type NotificationSettings, type Subscription } from "@veche/collab-domain/notifications";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface Person {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

export interface DeviceRow extends Subscription {
  readonly id: DeviceId;
  readonly userId: UserId;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly failureCount: number;
  readonly failedAt: Date | null;
  readonly failureReason: string | null;
  readonly waitingCount: number;
}

const columns = sql`d.id, d.user_id "userId", d.endpoint, d.p256dh, d.auth, d.name, d.created_at "createdAt",
  d.last_success_at "lastSuccessAt", d.failure_count "failureCount", d.failed_at "failedAt", d.failure_reason "failureReason", (
    select count(*)::int from collab.push_deliveries p
    where p.application_id = d.application_id and p.device_id = d.id and p.due_at is not null) "waitingCount"`;

/** Newest first. */
export async function listDevices(db: Db, { applicationId, userId }: Person): Promise<readonly DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select ${columns} from collab.notification_devices d
    where d.application_id = ${applicationId} and d.user_id = ${userId} order by d.created_at desc, d.id`.execute(db);
  return rows;
}

/** Somebody's device; waits for who changes it. */
export async function findDevice(db: Db, { applicationId, userId }: Person, id: DeviceId): Promise<DeviceRow | undefined> {
  const { rows } = await sql<DeviceRow>`
    select ${columns} from collab.notification_devices d
    where d.application_id = ${applicationId} and d.user_id = ${userId} and d.id = ${id}`.execute(db);
  return rows[0];
}

/** The device at an endpoint, whosever it is; registered one after another. */
export async function lockEndpoint(db: Db, applicationId: ApplicationId, endpoint: string): Promise<DeviceRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`collab.device ${applicationId} ${endpoint}`}, 0))`.execute(db);
  const { rows } = await sql<DeviceRow>`
    select ${columns} from collab.notification_devices d
    where d.application_id = ${applicationId} and md5(d.endpoint) = md5(${endpoint}) and d.endpoint = ${endpoint}`.execute(db);
  return rows[0];
}

export async function insertDevice(
  db: Db,
  { applicationId, userId }: Person,
  device: Subscription & { readonly id: DeviceId; readonly name: string },
  now: Date,
): Promise<void> {
  await sql`
    insert into collab.notification_devices (application_id, id, user_id, endpoint, p256dh, auth, name, created_at, seen_at)
    values (${applicationId}, ${device.id}, ${userId}, ${device.endpoint}, ${device.p256dh}, ${device.auth}, ${device.name}, ${now}, ${now})`.execute(
    db,
  );
}

export async function renewDevice(db: Db, applicationId: ApplicationId, id: DeviceId, name: string, now: Date): Promise<void> {
  await sql`
    update collab.notification_devices set name = ${name}, seen_at = ${now}
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

export async function deleteDevice(db: Db, applicationId: ApplicationId, id: DeviceId): Promise<void> {
  await sql`delete from collab.notification_devices where application_id = ${applicationId} and id = ${id}`.execute(db);
}

/** Devices that said nothing since then, or only failed since then. @returns how many */
export async function deleteDeadDevices(db: Db, silentSince: Date, failingSince: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collab.notification_devices where seen_at < ${silentSince}
      or (failure_count > 0 and coalesce(last_success_at, created_at) < ${failingSince})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function noteDeviceSuccess(db: Db, applicationId: ApplicationId, id: DeviceId, now: Date): Promise<void> {
  await sql`
    update collab.notification_devices set last_success_at = ${now}, failure_count = 0, failed_at = null, failure_reason = null
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

export async function noteDeviceFailure(db: Db, applicationId: ApplicationId, id: DeviceId, reason: string, now: Date): Promise<void> {
  await sql`
    update collab.notification_devices set failure_count = failure_count + 1, failed_at = ${now}, failure_reason = ${reason}
    where application_id = ${applicationId} and id = ${id}`.execute(db);
}

/** Applications in which anybody has a device. */
export async function listApplicationIds(db: Db): Promise<readonly ApplicationId[]> {
  const { rows } = await sql<{ id: ApplicationId }>`select distinct application_id id from collab.notification_devices`.execute(db);
  return rows.map(({ id }) => id);
}

export async function findSettings(db: Db, { applicationId, userId }: Person): Promise<NotificationSettings> {
  const { rows } = await sql<NotificationSettings>`
    select levels, schedule, digest from collab.notification_settings
    where application_id = ${applicationId} and user_id = ${userId}`.execute(db);
  return rows[0] ?? defaultSettings;
}

/** A digest that begins tells what is missed from now on. */
export async function saveSettings(db: Db, { applicationId, userId }: Person, settings: NotificationSettings, now: Date): Promise<void> {
  await sql`
    insert into collab.notification_settings as s (application_id, user_id, levels, schedule, digest, digest_sent_at)
    values (${applicationId}, ${userId}, ${JSON.stringify(settings.levels)}::jsonb,
      ${settings.schedule && JSON.stringify(settings.schedule)}::jsonb, ${settings.digest}, ${now})
    on conflict (application_id, user_id) do update set levels = excluded.levels, schedule = excluded.schedule, digest = excluded.digest,
      digest_sent_at = case when s.digest = 'never' then excluded.digest_sent_at else s.digest_sent_at end`.execute(db);
}

export interface Policy {
  readonly isContentFree: boolean;
  readonly conversationPath: string | null;
}

export async function findPolicy(db: Db, applicationId: ApplicationId): Promise<Policy> {
  const { rows } = await sql<Policy>`
    select is_content_free "isContentFree", conversation_path "conversationPath" from collab.notification_policies
    where application_id = ${applicationId}`.execute(db);
  return rows[0] ?? { isContentFree: false, conversationPath: null };
}

export async function savePolicy(db: Db, applicationId: ApplicationId, policy: Policy): Promise<void> {
  await sql`
    insert into collab.notification_policies (application_id, is_content_free, conversation_path)
    values (${applicationId}, ${policy.isContentFree}, ${policy.conversationPath})
    on conflict (application_id) do update
      set is_content_free = excluded.is_content_free, conversation_path = excluded.conversation_path`.execute(db);
}

/** A conversation of a tenant. */
export interface Place {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
}
