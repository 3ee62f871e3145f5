import { sql } from "kysely";
import type { Db } from "../context.ts";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { ApplicationId } from "@veche/collab-domain/tenants";

/**
 * Takes numbers for new messages, as part of the statement that writes them. Expects `wanted (application_id, conversation_id, count)`.
 * Gives, one row for each conversation, the numbers before the first new message.
 */
export const takeMessageNumbers = sql`
  update collab.conversations c
  set last_seq = c.last_seq + wanted.count, change_seq = c.change_seq + wanted.count, last_message_at = now(),
    touched_xid = pg_current_xact_id()
  from wanted
  where c.application_id = wanted.application_id and c.id = wanted.conversation_id
  returning c.application_id, c.id conversation_id, c.kind, c.audience_version, (c.last_seq - wanted.count)::int base_seq,
    (c.change_seq - wanted.count)::int base_change_seq`;

/**
 * Moves the read marks of who wrote, as part of the same statement. Expects `written (application_id, conversation_id, user_id, seq)`, one
 * row for each author. Whoever writes about a record or to everybody takes part from then on.
 */
export const moveAuthorMarks = sql`
  insert into collab.members as m (application_id, conversation_id, user_id, read_seq)
  select application_id, conversation_id, user_id, seq from written
  on conflict (application_id, conversation_id, user_id) do update
  set read_seq = greatest(m.read_seq, excluded.read_seq), version = m.version + 1, left_at = null, has_lost_right = false
  returning m.application_id, m.conversation_id, m.user_id, (m.xmax = 0) is_new`;

/** Takes the number of one more change of a message. The row stays locked until the end of the transaction. */
export async function takeChangeNumber(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
): Promise<{ readonly changeSeq: number; readonly audienceVersion: number }> {
  const { rows } = await sql<{ changeSeq: number; audienceVersion: number }>`
    update collab.conversations set change_seq = change_seq + 1, touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = ${id}
    returning change_seq::int "changeSeq", audience_version "audienceVersion"`.execute(db);
  return rows[0]!;
}

/** Takes numbers for a history that is appended; activity counts from its newest message. */
export async function takeNumberRange(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  count: number,
  newestAt: Date,
): Promise<{ readonly baseSeq: number; readonly baseChangeSeq: number; readonly audienceVersion: number }> {
  const { rows } = await sql<{ baseSeq: number; baseChangeSeq: number; audienceVersion: number }>`
    update collab.conversations set last_seq = last_seq + ${count}, change_seq = change_seq + ${count},
      last_message_at = greatest(last_message_at, ${newestAt}::timestamptz), touched_xid = pg_current_xact_id()
    where application_id = ${applicationId} and id = ${id}
    returning (last_seq - ${count})::int "baseSeq", (change_seq - ${count})::int "baseChangeSeq", audience_version "audienceVersion"`.execute(
    db,
  );
  return rows[0]!;
}
