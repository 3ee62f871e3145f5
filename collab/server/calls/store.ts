import type { Call, CallId, CallParticipant } from "@veche/collab-domain/calls";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder } from "kysely";
import type { Db } from "../context.ts";
import { visibleTo } from "../conversations/index.ts";

type Timed = "startedAt" | "answeredAt" | "endedAt";
interface CallRow extends Omit<Call, Timed | "participants"> {
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly participants: readonly (Omit<CallParticipant, "joinedAt" | "lostAt"> & {
    readonly joinedAt: string | null;
    readonly lostAt: string | null;
  })[];
}

/** Of a call `k`. */
const columns = sql`k.id, k.conversation_id "conversationId", k.state, k.starter_id "starterId", k.is_personal "isPersonal",
  k.has_video "hasVideo", k.started_at "startedAt", k.answered_at "answeredAt", k.ended_at "endedAt", k.outcome, k.version, (
    select coalesce(jsonb_agg(jsonb_build_object('userId', p.user_id, 'state', p.state, 'deviceId', p.device_id, 'joinedAt', p.joined_at,
      'lostAt', p.lost_at) order by p.place), '[]')
    from collab.call_participants p where p.application_id = k.application_id and p.call_id = k.id) participants`;

const toInstant = (at: string | Date): string => new Date(at).toISOString();
const toInstantOrNull = (at: string | Date | null): string | null => at && toInstant(at);

const toCall = (row: CallRow): Call => ({
  ...row,
  startedAt: toInstant(row.startedAt),
  answeredAt: toInstantOrNull(row.answeredAt),
  endedAt: toInstantOrNull(row.endedAt),
  participants: row.participants.map((one) => ({ ...one, joinedAt: toInstantOrNull(one.joinedAt), lostAt: toInstantOrNull(one.lostAt) })),
});

async function findOne(db: Db, applicationId: ApplicationId, condition: RawBuilder<unknown>): Promise<Call | undefined> {
  const { rows } = await sql<CallRow>`
    select ${columns} from collab.calls k where k.application_id = ${applicationId} and ${condition}`.execute(db);
  return rows[0] && toCall(rows[0]);
}

export function findCall(db: Db, applicationId: ApplicationId, id: CallId): Promise<Call | undefined> {
  return findOne(db, applicationId, sql`k.id = ${id}`);
}

/** The call that goes on in a conversation. */
export function findOpenCall(db: Db, applicationId: ApplicationId, conversationId: ConversationId): Promise<Call | undefined> {
  return findOne(db, applicationId, sql`k.conversation_id = ${conversationId} and k.ended_at is null`);
}

/** Calls that go on in conversations that a person sees, the oldest first. */
export async function listVisibleCalls(db: Db, applicationId: ApplicationId, userId: UserId, limit: number): Promise<readonly Call[]> {
  const { rows } = await sql<CallRow>`
    select ${columns} from collab.calls k
    join collab.conversations c on c.application_id = k.application_id and c.id = k.conversation_id
    where k.application_id = ${applicationId} and k.ended_at is null and ${visibleTo(userId)}
    order by k.started_at, k.id limit ${limit}`.execute(db);
  return rows.map(toCall);
}

/** A call that goes on, of whatever application. */
export interface CallPlace {
  readonly applicationId: ApplicationId;
  readonly id: CallId;
}

/** @param ids of those that are meant; null: all */
export async function listOpenCalls(db: Db, ids: ReadonlySet<CallId> | null): Promise<readonly CallPlace[]> {
  const { rows } = await sql<CallPlace>`
    select application_id "applicationId", id from collab.calls
    where ended_at is null ${ids === null ? sql`` : sql`and id = any(${[...ids]}::uuid[])`}`.execute(db);
  return rows;
}

/** Where a person talks now. */
export async function listTalkingPlaces(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
): Promise<readonly { readonly id: CallId; readonly conversationId: ConversationId }[]> {
  const { rows } = await sql<{ id: CallId; conversationId: ConversationId }>`
    select k.id, k.conversation_id "conversationId" from collab.call_participants p
    join collab.calls k on k.application_id = p.application_id and k.id = p.call_id
    where p.application_id = ${applicationId} and p.user_id = ${userId} and p.state = 'joined'`.execute(db);
  return rows;
}

/** Those of some people who talk now. */
export async function filterTalking(db: Db, applicationId: ApplicationId, userIds: readonly UserId[]): Promise<ReadonlySet<UserId>> {
  const { rows } = await sql<{ userId: UserId }>`
    select distinct user_id "userId" from collab.call_participants
    where application_id = ${applicationId} and user_id = any(${[...userIds]}::uuid[]) and state = 'joined'`.execute(db);
  return new Set(rows.map(({ userId }) => userId));
}

/** Those who take part in a conversation; at most so many. */
export async function listMemberIds(
  db: Db,
  applicationId: ApplicationId,
  conversationId: ConversationId,
  limit: number,
): Promise<readonly UserId[]> {
  const { rows } = await sql<{ userId: UserId }>`
    select m.user_id "userId" from collab.members m
    join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.conversation_id = ${conversationId} and m.left_at is null
      and ${visibleTo(sql`m.user_id`)}
    order by m.user_id limit ${limit}`.execute(db);
  return rows.map(({ userId }) => userId);
}

/** Calls of a conversation change one after another. Several are always locked in the same order, so that nobody waits for ever. */
export async function lockConversations(db: Db, applicationId: ApplicationId, ids: readonly ConversationId[]): Promise<void> {
  await sql`
    select from collab.conversations where application_id = ${applicationId} and id = any(${[...ids]}::uuid[])
    order by id for no key update`.execute(db);
}

export async function saveCall(db: Db, applicationId: ApplicationId, call: Call): Promise<void> {
  await sql`
    insert into collab.calls (application_id, id, conversation_id, starter_id, is_personal, has_video, state, outcome, started_at, answered_at,
      ended_at, version)
    values (${applicationId}, ${call.id}, ${call.conversationId}, ${call.starterId}, ${call.isPersonal}, ${call.hasVideo}, ${call.state},
      ${call.outcome}, ${call.startedAt}, ${call.answeredAt}, ${call.endedAt}, ${call.version})
    on conflict (application_id, id) do update set state = excluded.state, outcome = excluded.outcome, answered_at = excluded.answered_at,
      ended_at = excluded.ended_at, version = excluded.version`.execute(db);
  await sql`
    insert into collab.call_participants (application_id, call_id, user_id, place, state, device_id, joined_at, lost_at)
    select ${applicationId}::uuid, ${call.id}::uuid, one.*
    from jsonb_to_recordset(${JSON.stringify(call.participants.map((one, place) => ({ ...one, place })))}::jsonb)
      one ("userId" uuid, place int, state text, "deviceId" uuid, "joinedAt" timestamptz, "lostAt" timestamptz)
    on conflict (application_id, call_id, user_id) do update set state = excluded.state, device_id = excluded.device_id,
      joined_at = excluded.joined_at, lost_at = excluded.lost_at`.execute(db);
}
