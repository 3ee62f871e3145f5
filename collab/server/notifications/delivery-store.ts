import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { DeviceId, Subscription } from "@veche/collab-domain/notifications";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import { messageVisibleTo, visibleTo } from "../conversations/index.ts";
import type { Person, Place } from "./device-store.ts";

export interface Call extends Place {
  readonly userId: UserId;
  readonly seq: number;
  readonly dueAt: Date;
  /** from when time is counted */
  readonly acceptedAt: Date;
}

/** Wants messages shown on all devices of people. One row for a device and a conversation: what is newer takes the place of what waits. */
export async function wantShown(db: Db, calls: readonly Call[]): Promise<void> {
  await sql`
    insert into collab.push_deliveries as p (application_id, device_id, conversation_id, wanted_seq, due_at, accepted_at)
    select d.application_id, d.id, call.conversation_id, call.seq, call.due_at, call.accepted_at
    from unnest(${calls.map((call) => call.applicationId)}::uuid[], ${calls.map((call) => call.userId)}::uuid[],
      ${calls.map((call) => call.conversationId)}::uuid[], ${calls.map((call) => call.seq)}::int[],
      ${calls.map((call) => call.dueAt)}::timestamptz[], ${calls.map((call) => call.acceptedAt)}::timestamptz[])
      call (application_id, user_id, conversation_id, seq, due_at, accepted_at)
    join collab.notification_devices d on d.application_id = call.application_id and d.user_id = call.user_id
    order by 1, 2, 3
    on conflict (application_id, device_id, conversation_id) do update set
      wanted_seq = greatest(p.wanted_seq, excluded.wanted_seq),
      due_at = case when p.due_at is null then excluded.due_at when p.attempt_count > 0 then p.due_at else least(p.due_at, excluded.due_at) end,
      accepted_at = case when p.due_at is null then excluded.accepted_at else p.accepted_at end`.execute(db);
}

/** What a person has read is taken back from devices that show it, or will when what is on its way has come. @returns how many devices */
export async function wantReadWithdrawn(
  db: Db,
  person: Person,
  conversationId: ConversationId,
  readSeq: number,
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update collab.push_deliveries p set due_at = ${now}, attempt_count = 0, accepted_at = ${now}
    from collab.notification_devices d
    where d.application_id = ${person.applicationId} and d.user_id = ${person.userId}
      and p.application_id = d.application_id and p.device_id = d.id and p.conversation_id = ${conversationId}
      and p.wanted_seq <= ${readSeq} and (p.shown_seq > 0 or (p.due_at is not null and p.attempt_count > 0))`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Devices that show a message which has changed, or will in a moment, show what has become of it. @returns how many */
export async function wantRenewed(db: Db, place: Place, seq: number, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update collab.push_deliveries set due_at = ${now}, attempt_count = 0, accepted_at = ${now}
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId}
      and (shown_seq = ${seq} or (wanted_seq = ${seq} and due_at is not null and attempt_count > 0))`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export interface Delivery extends Place {
  readonly deviceId: DeviceId;
  readonly userId: UserId;
  readonly subscription: Subscription;
  readonly wantedSeq: number;
  readonly shownSeq: number;
  readonly attemptCount: number;
  /** another moment in the row means that somebody has asked for something since */
  readonly againAt: Date;
}

/** Takes what is due; it is due again later if nobody says what became of it. */
export async function claimDue(db: Db, now: Date, againAt: Date, limit: number): Promise<readonly Delivery[]> {
  const { rows } = await sql<Omit<Delivery, "subscription" | "againAt"> & Subscription>`
    update collab.push_deliveries p set due_at = ${againAt}, attempt_count = p.attempt_count + 1
    from collab.notification_devices d
    where d.application_id = p.application_id and d.id = p.device_id
      and (p.application_id, p.device_id, p.conversation_id) in (
        select application_id, device_id, conversation_id from collab.push_deliveries
        where due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    returning p.application_id "applicationId", p.conversation_id "conversationId", p.device_id "deviceId", d.user_id "userId",
      d.endpoint, d.p256dh, d.auth, p.wanted_seq "wantedSeq", p.shown_seq "shownSeq", p.attempt_count "attemptCount"`.execute(db);
  return rows.map(({ endpoint, p256dh, auth, ...row }) => Object.assign(row, { againAt, subscription: { endpoint, p256dh, auth } }));
}

const thisOne = (delivery: Delivery) => sql`application_id = ${delivery.applicationId} and device_id = ${delivery.deviceId}
  and conversation_id = ${delivery.conversationId}`;

/** The device shows a message now, or nothing (0). @returns whether something was asked for meanwhile, which is due at once */
export async function settle(db: Db, delivery: Delivery, shownSeq: number, handedAt: Date | null): Promise<boolean> {
  const { rows } = await sql<{ isDue: boolean }>`
    update collab.push_deliveries set shown_seq = ${shownSeq}, attempt_count = 0, handed_at = coalesce(${handedAt}, handed_at),
      due_at = case when wanted_seq > ${delivery.wantedSeq} or due_at is distinct from ${delivery.againAt} then accepted_at end
    where ${thisOne(delivery)}
    returning due_at is not null "isDue"`.execute(db);
  return rows[0]?.isDue ?? false;
}

export async function postpone(db: Db, delivery: Delivery, dueAt: Date): Promise<void> {
  await sql`update collab.push_deliveries set due_at = ${dueAt} where ${thisOne(delivery)}`.execute(db);
}

export interface MessageToShow {
  readonly seq: number;
  readonly isWanted: boolean;
  readonly authorName: string;
  readonly title: string;
  readonly text: string;
  readonly unreadCount: number;
  readonly language: "ru" | "en";
  readonly isContentFree: boolean;
}

/** A message as it stands for a person at this moment; undefined when he does not see it. Wanted: it is there, unread and not silenced. */
export async function findMessageToShow(db: Db, delivery: Delivery, now: Date): Promise<MessageToShow | undefined> {
  const { rows } = await sql<MessageToShow>`
    select msg.seq, author.full_name "authorName", case c.kind when 'personal' then '' else c.title end title, left(msg.text, 800) text,
      me.language, coalesce(policy.is_content_free, false) "isContentFree",
      msg.deleted_at is null and msg.seq > coalesce(m.read_seq, 0) and coalesce(m.notification_level, 'all') <> 'none'
        and coalesce(m.muted_until <= ${now}, true) and not coalesce(p.is_do_not_disturb, false) "isWanted", (
        select count(*)::int from collab.messages x
        where x.application_id = c.application_id and x.conversation_id = c.id and x.seq > greatest(coalesce(m.read_seq, 0), msg.seq - 99)
          and x.seq <= msg.seq and x.author_id <> me.id and x.deleted_at is null) "unreadCount"
    from collab.conversations c
    join collab.messages msg on msg.application_id = c.application_id and msg.conversation_id = c.id and msg.seq = ${delivery.wantedSeq}
    join collab.users author on author.application_id = c.application_id and author.id = msg.author_id
    join collab.users me on me.application_id = c.application_id and me.id = ${delivery.userId}
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = me.id and m.left_at is null
    left join collab.presences p on p.application_id = c.application_id and p.user_id = me.id
    left join collab.notification_policies policy on policy.application_id = c.application_id
    where c.application_id = ${delivery.applicationId} and c.id = ${delivery.conversationId}
      and ${messageVisibleTo(delivery.userId, sql`msg.seq`)}`.execute(db);
  return rows[0];
}

/** Conversations in which a person takes part and has not read everything. */
export async function countUnreadConversations(db: Db, { applicationId, userId }: Person): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from collab.members m
    join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.user_id = ${userId} and m.left_at is null and c.last_seq > m.read_seq
      and m.muted_until is null and ${visibleTo(userId)}`.execute(db);
  return rows[0]!.count;
}

export interface DeliveryState {
  readonly deviceCount: number;
  readonly failingDeviceCount: number;
  readonly waitingCount: number;
  /** null: nothing was handed over */
  readonly p95Ms: number | null;
}

/** How it goes: time from accepting a message to handing it over, of what devices got last, since a moment. */
export async function measureDeliveries(db: Db, now: Date, since: Date): Promise<DeliveryState> {
  const { rows } = await sql<DeliveryState>`
    select (select count(*)::int from collab.notification_devices) "deviceCount",
      (select count(*)::int from collab.notification_devices where failure_count > 0) "failingDeviceCount",
      (select count(*)::int from collab.push_deliveries where due_at <= ${now}) "waitingCount",
      (select round(percentile_cont(0.95) within group (order by extract(epoch from handed_at - accepted_at)) * 1000)::int
        from collab.push_deliveries where handed_at > ${since}) "p95Ms"`.execute(db);
  return rows[0]!;
}
