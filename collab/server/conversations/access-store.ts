import type { ConversationId, ConversationKind, ConversationSettings } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "../context.ts";

/**
 * The one condition of who sees what: personal and group conversations by membership, a record's by its audience, a broadcast by belonging
 * to the application; nobody when the conversation is removed, the person blocked or the application disconnected.
 * Stands in a `where` of a statement in which `c` is `collab.conversations`; lists, searches, counts and the fan-out all use it.
 * What is shown of single messages asks {@link messageVisibleTo}.
 * @param user an id, or an expression of one
 */
export function visibleTo(user: UserId | RawBuilder<unknown>): RawBuilder<SqlBool> {
  const id = typeof user === "string" ? sql`${user}::uuid` : user;
  return sql<SqlBool>`(
    c.removed_at is null
    and exists (
      select from collab.users vu join collab.applications va on va.id = vu.application_id
      where vu.application_id = c.application_id and vu.id = ${id} and not vu.is_blocked and va.disconnected_at is null)
    and case c.kind
      when 'broadcast' then true
      when 'context' then exists (
        select from collab.audience a
        where a.application_id = c.application_id and a.conversation_id = c.id and (a.principal_id = ${id} or a.principal_id in (
          select gm.group_id from collab.group_members gm where gm.application_id = c.application_id and gm.user_id = ${id})))
      else exists (
        select from collab.members vm
        where vm.application_id = c.application_id and vm.conversation_id = c.id and vm.user_id = ${id} and vm.left_at is null)
    end)`;
}

/** Up to which message of `c` nothing is shown to somebody: he joined later. 0 where he sees everything. */
export function hiddenSeqOf(user: UserId | RawBuilder<unknown>): RawBuilder<number> {
  const id = typeof user === "string" ? sql`${user}::uuid` : user;
  return sql<number>`coalesce((
    select hm.hidden_seq from collab.members hm
    where hm.application_id = c.application_id and hm.conversation_id = c.id and hm.user_id = ${id}), 0)`;
}

/**
 * The one condition of who sees which message of `c`: he sees the conversation, and his history has begun.
 * Whatever reads single messages for somebody uses it, or what {@link ConversationRow.hiddenSeq} and {@link Audience} say of it.
 * @param seq an expression
 */
export function messageVisibleTo(user: UserId | RawBuilder<unknown>, seq: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${visibleTo(user)} and ${seq} > ${hiddenSeqOf(user)})`;
}

/** Whether who sees `c` may write in it, as `computeAbilities` of the contract says. @param user an expression */
export function mayPost(user: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(c.kind <> 'group' or c.posting = 'everybody' or exists (
    select from collab.members pm
    where pm.application_id = c.application_id and pm.conversation_id = c.id and pm.user_id = ${user} and pm.left_at is null
      and pm.role = 'owner'))`;
}

/** A conversation as its row says, and what the asking person is in it. */
export interface ConversationRow extends Pick<ConversationSettings, "posting" | "adding" | "renaming"> {
  readonly applicationId: ApplicationId;
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly key: string | null;
  readonly pairKey: string | null;
  readonly lastSeq: number;
  readonly changeSeq: number;
  readonly audienceVersion: number;
  readonly isMember: boolean;
  readonly isOwner: boolean;
  readonly readSeq: number;
  /** messages up to this number do not exist for the asking person */
  readonly hiddenSeq: number;
}

interface RawRow extends Omit<ConversationRow, "lastSeq" | "changeSeq" | "readSeq"> {
  readonly lastSeq: string | number;
  readonly changeSeq: string | number;
  readonly readSeq: string | number;
}

/** Of a conversation `c` with the person's membership `m`. */
const rowColumns = sql`c.application_id "applicationId", c.id, c.kind, c.title, c.key, c.pair_key "pairKey", c.last_seq "lastSeq",
  c.change_seq "changeSeq", c.audience_version "audienceVersion", m.user_id is not null "isMember",
  coalesce(m.role = 'owner', false) "isOwner", coalesce(m.read_seq, 0) "readSeq", coalesce(m.hidden_seq, 0) "hiddenSeq", c.posting, c.adding,
  c.renaming`;

const toRow = (row: RawRow): ConversationRow => ({
  ...row,
  lastSeq: Number(row.lastSeq),
  changeSeq: Number(row.changeSeq),
  readSeq: Number(row.readSeq),
});

/** @param lock takes the row lock: whoever changes members, title or numbers does one after another */
export async function findVisibleConversation(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userId: UserId,
  lock = false,
): Promise<ConversationRow | undefined> {
  const { rows } = await sql<RawRow>`
    select ${rowColumns}
    from collab.conversations c
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = ${userId} and m.left_at is null
    where c.application_id = ${applicationId} and c.id = ${id} and ${visibleTo(userId)}
    ${lock ? sql`for no key update of c` : sql``}`.execute(db);
  return rows[0] && toRow(rows[0]);
}

/** The same for many who ask at once, in their order. */
export async function findVisibleConversations(
  db: Db,
  asked: readonly { readonly applicationId: ApplicationId; readonly userId: UserId; readonly id: ConversationId }[],
): Promise<readonly (ConversationRow | undefined)[]> {
  const { rows } = await sql<RawRow & { readonly place: number }>`
    select (asked.place - 1)::int place, ${rowColumns}
    from unnest(${asked.map(({ applicationId }) => applicationId)}::uuid[], ${asked.map(({ userId }) => userId)}::uuid[],
      ${asked.map(({ id }) => id)}::uuid[]) with ordinality asked (application_id, user_id, id, place)
    join collab.conversations c on c.application_id = asked.application_id and c.id = asked.id
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = asked.user_id and m.left_at is null
    where ${visibleTo(sql`asked.user_id`)}`.execute(db);
  const found = new Map(rows.map(({ place, ...row }) => [place, toRow(row)]));
  return asked.map((_, place) => found.get(place));
}

/** Everybody who may see a conversation now. */
export interface Audience {
  readonly userIds: readonly UserId[];
  /** of those whose history begins later: up to which message nothing is shown to them */
  readonly hiddenSeqs: ReadonlyMap<UserId, number>;
}

type Place = { readonly applicationId: ApplicationId; readonly id: ConversationId };

export async function listAudienceUserIds(db: Db, conversation: Place): Promise<readonly UserId[]> {
  return (await listAudience(db, conversation)).userIds;
}

/** Empty for a conversation that is removed or unknown. The answer holds for its `audience_version`. */
export async function listAudience(db: Db, conversation: Place): Promise<Audience> {
  const { rows } = await sql<{ userId: UserId; hiddenSeq: number }>`
    select candidate.user_id "userId", candidate.hidden_seq "hiddenSeq"
    from collab.conversations c
    cross join lateral (
      select m.user_id, m.hidden_seq from collab.members m
        where c.kind in ('personal', 'group') and m.application_id = c.application_id and m.conversation_id = c.id and m.left_at is null
      union
      select a.principal_id, 0 from collab.audience a
        where c.kind = 'context' and a.application_id = c.application_id and a.conversation_id = c.id and a.kind = 'user'
      union
      select gm.user_id, 0 from collab.audience a
        join collab.group_members gm on gm.application_id = a.application_id and gm.group_id = a.principal_id
        where c.kind = 'context' and a.application_id = c.application_id and a.conversation_id = c.id
      union
      select u.id, 0 from collab.users u where c.kind = 'broadcast' and u.application_id = c.application_id
    ) candidate
    where c.application_id = ${conversation.applicationId} and c.id = ${conversation.id}
      and ${visibleTo(sql`candidate.user_id`)}`.execute(db);
  const limited = rows.filter((row) => row.hiddenSeq > 0);
  return { userIds: rows.map((row) => row.userId), hiddenSeqs: new Map(limited.map(({ userId, hiddenSeq }) => [userId, hiddenSeq])) };
}

/** Those of a list of conversations that the person may see. */
export async function filterVisibleIds(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  ids: readonly ConversationId[],
): Promise<ReadonlySet<ConversationId>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: ConversationId }>`
    select c.id from collab.conversations c
    where c.application_id = ${applicationId} and c.id = any(${[...ids]}::uuid[]) and ${visibleTo(userId)}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Conversations with messages that a person sees, whether he takes part or not, last active first; at most so many. */
export async function listVisibleIds(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  limit: number,
): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    with candidate as materialized (
      select conversation_id id from collab.members
        where application_id = ${applicationId} and user_id = ${userId} and left_at is null
      union
      select conversation_id from collab.audience
        where application_id = ${applicationId} and principal_id = any(array(
          select ${userId}::uuid
          union all select group_id from collab.group_members where application_id = ${applicationId} and user_id = ${userId}))
      union
      select id from collab.conversations where application_id = ${applicationId} and kind = 'broadcast'
    )
    select c.id from candidate join collab.conversations c on c.application_id = ${applicationId} and c.id = candidate.id
    where c.last_seq > 0 and ${visibleTo(userId)}
    order by c.last_message_at desc nulls last, c.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
