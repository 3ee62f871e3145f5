import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql, type RawBuilder } from "kysely";
import type { Db } from "../context.ts";
import { hiddenSeqOf, messageVisibleTo } from "../conversations/index.ts";
import type { Place } from "./store.ts";

interface Person {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
}

/** A message that somebody keeps. */
export interface SavedRow {
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly savedAt: Date;
  /** rises in the order of saving */
  readonly number: number;
  readonly title: string;
  /** up to which message the conversation is hidden from him */
  readonly hiddenSeq: number;
}

/** @returns whether it was not kept before */
export async function insertSaved(db: Db, place: Place, seq: number, { userId, now }: { userId: UserId; now: Date }): Promise<boolean> {
  const { rows } = await sql`
    insert into collab.saved_messages (application_id, conversation_id, seq, user_id, saved_at)
    values (${place.applicationId}, ${place.conversationId}, ${seq}, ${userId}, ${now})
    on conflict do nothing returning seq`.execute(db);
  return rows.length > 0;
}

/** @returns whether it was kept before */
export async function deleteSaved(db: Db, place: Place, seq: number, userId: UserId): Promise<boolean> {
  const { rows } = await sql`
    delete from collab.saved_messages
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq} and user_id = ${userId}
    returning seq`.execute(db);
  return rows.length > 0;
}

/** Rows of `collab.saved_messages s` with their conversation `c`, of messages the person still sees. */
function seenOf({ applicationId, userId }: Person): RawBuilder<unknown> {
  return sql`
    from collab.saved_messages s
    join collab.conversations c on c.application_id = s.application_id and c.id = s.conversation_id
    where s.application_id = ${applicationId} and s.user_id = ${userId} and ${messageVisibleTo(userId, sql`s.seq`)}`;
}

/** Saved last first. @param below a number */
export async function listSavedRows(db: Db, person: Person, below: number | undefined, limit: number): Promise<readonly SavedRow[]> {
  const { rows } = await sql<SavedRow>`
    select s.conversation_id "conversationId", s.seq, s.saved_at "savedAt", s.number::float8 "number", c.title, ${hiddenSeqOf(person.userId)} "hiddenSeq"
    ${seenOf(person)} ${below === undefined ? sql`` : sql`and s.number < ${below}`}
    order by s.number desc limit ${limit}`.execute(db);
  return rows;
}

/** How many the person keeps and still sees, at most `bound`. */
export async function countSaved(db: Db, person: Person, bound: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int count from (select 1 ${seenOf(person)} limit ${bound}) kept`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
