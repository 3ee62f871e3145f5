import type { ConversationId, ConversationKind } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { NotificationFacts, NotificationSettings } from "@veche/collab-domain/notifications";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import { messageVisibleTo } from "../conversations/index.ts";
import type { Place } from "./device-store.ts";

export interface Progress extends Place {
  readonly seq: number;
}

/** Where deciding stands in some conversations; others wait until this transaction ends. In one order, so that nobody waits for whom waits. */
export async function lockProgress(db: Db, places: readonly Place[]): Promise<readonly Progress[]> {
  const [applicationIds, ids] = [places.map((place) => place.applicationId), places.map((place) => place.conversationId)];
  await sql`
    insert into collab.notification_progress (application_id, conversation_id)
    select * from unnest(${applicationIds}::uuid[], ${ids}::uuid[]) p (a, c) order by 1, 2
    on conflict do nothing`.execute(db);
  const { rows } = await sql<Progress>`
    select application_id "applicationId", conversation_id "conversationId", seq from collab.notification_progress
    where (application_id, conversation_id) in (select * from unnest(${applicationIds}::uuid[], ${ids}::uuid[]))
    order by 1, 2 for update`.execute(db);
  return rows;
}

/** Everything that was posted up to now is decided. */
export async function saveProgress(db: Db, places: readonly Progress[]): Promise<void> {
  await sql`
    update collab.notification_progress p set seq = done.seq
    from unnest(${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[],
      ${places.map((place) => place.seq)}::int[]) done (application_id, conversation_id, seq)
    where p.application_id = done.application_id and p.conversation_id = done.conversation_id and p.seq < done.seq`.execute(db);
}

export async function listLastSeqs(db: Db, places: readonly Place[]): Promise<readonly Progress[]> {
  const { rows } = await sql<Progress>`
    select application_id "applicationId", id "conversationId", last_seq::int seq from collab.conversations
    where (application_id, id) in (
      select * from unnest(${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[]))`.execute(
    db,
  );
  return rows;
}

/** A message and somebody with a device whom it may call. */
export interface Candidate extends Omit<NotificationFacts, "isLookedAt" | "levels">, Pick<NotificationSettings, "schedule"> {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly seq: number;
  readonly createdAt: Date;
  readonly kind: ConversationKind;
  readonly levels: NotificationSettings["levels"] | null;
  readonly timeZone: string;
}

const maxMessageCount = 100;

/**
 * Messages above a place, of others, with everybody who takes part or is named, sees the message and has a device.
 * @param upTo of each place, what is looked at now
 * @param since older ones notify nobody any more: histories are filled in by applications
 */
export async function listCandidates(
  db: Db,
  places: readonly (Progress & { readonly upToSeq: number })[],
  since: Date,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select c.application_id "applicationId", c.id "conversationId", c.kind, u.id "userId", msg.seq, msg.created_at "createdAt",
      me.user_id is not null "isMember", coalesce(me.notification_level, 'all') level, me.muted_until "mutedUntil",
      coalesce(me.read_seq, 0) >= msg.seq "isRead", coalesce(p.is_do_not_disturb, false) "isDoNotDisturb",
      s.levels, s.schedule, u.time_zone "timeZone",
      exists (
        select from collab.mentions n
        where n.application_id = c.application_id and n.conversation_id = c.id and n.seq = msg.seq and (
          n.principal_id in (u.id, c.id) or n.principal_id in (
            select gm.group_id from collab.group_members gm where gm.application_id = c.application_id and gm.user_id = u.id))) "isConcerned"
    from unnest(${places.map((place) => place.applicationId)}::uuid[], ${places.map((place) => place.conversationId)}::uuid[],
      ${places.map((place) => place.seq)}::int[], ${places.map((place) => place.upToSeq)}::int[]) place (application_id, id, seq, up_to_seq)
    join collab.conversations c on c.application_id = place.application_id and c.id = place.id
    join collab.messages msg on msg.application_id = c.application_id and msg.conversation_id = c.id
      and msg.seq > greatest(place.seq, place.up_to_seq - ${maxMessageCount}) and msg.seq <= place.up_to_seq
      and msg.created_at > ${since} and msg.author_id is not null and msg.deleted_at is null
    cross join lateral (
      select m.user_id from collab.members m
      where m.application_id = c.application_id and m.conversation_id = c.id and m.left_at is null
      union
      select n.principal_id from collab.mentions n
      where n.application_id = c.application_id and n.conversation_id = c.id and n.seq = msg.seq) candidate
    join collab.users u on u.application_id = c.application_id and u.id = candidate.user_id and u.id <> msg.author_id
    left join collab.members me
      on me.application_id = c.application_id and me.conversation_id = c.id and me.user_id = u.id and me.left_at is null
    left join collab.presences p on p.application_id = c.application_id and p.user_id = u.id
    left join collab.notification_settings s on s.application_id = c.application_id and s.user_id = u.id
    where exists (select from collab.notification_devices d where d.application_id = c.application_id and d.user_id = u.id)
      and ${messageVisibleTo(sql`u.id`, sql`msg.seq`)}`.execute(db);
  return rows;
}

/** Conversations of applications with devices in which something recent is not decided yet. */
export async function listLagging(db: Db, since: Date): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select c.application_id "applicationId", c.id "conversationId"
    from (select distinct application_id from collab.notification_devices) d
    join collab.conversations c on c.application_id = d.application_id
    left join collab.notification_progress p on p.application_id = c.application_id and p.conversation_id = c.id
    where c.last_message_at > ${since} and c.last_seq > coalesce(p.seq, 0) limit 10000`.execute(db);
  return rows;
}
