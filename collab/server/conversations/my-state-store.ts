import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface MemberMark {
  readonly readSeq: number;
  readonly hiddenSeq: number;
  readonly version: number;
  /** the newest message at this moment */
  readonly lastSeq: number;
}

/** A member's own row stays locked until the end of the transaction; undefined for who is none. */
export async function lockMark(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId): Promise<MemberMark | undefined> {
  const { rows } = await sql<MemberMark>`
    select m.read_seq::int "readSeq", m.hidden_seq "hiddenSeq", m.version, c.last_seq::int "lastSeq"
    from collab.members m join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.conversation_id = ${id} and m.user_id = ${userId} and m.left_at is null
    for no key update of m`.execute(db);
  return rows[0];
}

export async function setReadSeq(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId, readSeq: number): Promise<void> {
  await sql`
    update collab.members set read_seq = greatest(hidden_seq, ${readSeq}), version = version + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId}`.execute(db);
}

/** Something of the member's own changed that has a version of its own: his devices find it in what changed. */
export async function touchMember(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId): Promise<void> {
  await sql`
    update collab.members set touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId} and left_at is null`.execute(db);
}

export interface MyChange {
  readonly notificationLevel?: string | undefined;
  readonly mutedUntil?: string | null | undefined;
  readonly isPinned?: boolean | undefined;
  readonly isArchived?: boolean | undefined;
}

/** What is not named stays. A pin goes below the others and ends the archive; the archive ends a pin. */
export async function setMyState(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userId: UserId,
  { notificationLevel, mutedUntil, isPinned, isArchived }: MyChange,
): Promise<void> {
  const lowest = sql`(select coalesce(max(p.pin_place), 0) + 1 from collab.members p
    where p.application_id = ${applicationId} and p.user_id = ${userId} and p.is_pinned and p.left_at is null)`;
  const changes = [
    sql`version = m.version + 1`,
    sql`touched_xid = pg_current_xact_id()`,
    ...(notificationLevel === undefined ? [] : [sql`notification_level = ${notificationLevel}`]),
    ...(mutedUntil === undefined ? [] : [sql`muted_until = ${mutedUntil}::timestamptz`]),
    ...(isPinned ? [sql`is_pinned = true, pin_place = case when m.is_pinned then m.pin_place else ${lowest} end`] : []),
    ...(isPinned === false || (isArchived && !isPinned) ? [sql`is_pinned = false, pin_place = 0`] : []),
    ...(isArchived && !isPinned ? [sql`archived_seq = c.last_seq`] : []),
    ...(isArchived === false || isPinned ? [sql`archived_seq = null`] : []),
  ];
  await sql`
    update collab.members m set ${sql.join(changes)}
    from collab.conversations c
    where c.application_id = m.application_id and c.id = m.conversation_id and m.application_id = ${applicationId}
      and m.conversation_id = ${id} and m.user_id = ${userId} and m.left_at is null`.execute(db);
}

/** Numbers pinned ones from 1 in an order; what is not pinned stays as it is. @returns those whose place changed */
export async function orderPinned(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  ids: readonly ConversationId[],
): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ id: ConversationId }>`
    update collab.members m set pin_place = wanted.place, version = m.version + 1, touched_xid = pg_current_xact_id()
    from unnest(${[...ids]}::uuid[]) with ordinality wanted (id, place)
    where m.application_id = ${applicationId} and m.user_id = ${userId} and m.conversation_id = wanted.id and m.left_at is null
      and m.is_pinned and m.pin_place <> wanted.place
    returning m.conversation_id id`.execute(db);
  return rows.map((row) => row.id);
}
