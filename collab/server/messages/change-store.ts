import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import type { Place } from "./store.ts";

const maxNamedPeople = 100;

/** Keeps the present text as an earlier version and puts another in its place. */
export async function updateText(db: Db, place: Place, seq: number, change: { text: string; changeSeq: number; now: Date }): Promise<void> {
  await sql`
    with old as (
      select text, coalesce(edited_at, created_at) written_at from collab.messages
      where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}
    ), kept as (
      insert into collab.message_versions (application_id, conversation_id, seq, change_seq, text, written_at)
      select ${place.applicationId}::uuid, ${place.conversationId}::uuid, ${seq}::int, ${change.changeSeq}::int, old.text, old.written_at from old
    )
    update collab.messages set text = ${change.text}, edited_at = ${change.now}, change_seq = ${change.changeSeq}
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}`.execute(db);
}

/** Takes the content away; the place remains. @returns ids of the files that hung on it */
export async function clearMessage(db: Db, place: Place, seq: number, change: { changeSeq: number; now: Date }): Promise<string[]> {
  const here = sql`application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}`;
  const { rows } = await sql<{ fileId: string }>`
    with detached as (delete from collab.message_attachments where ${here} returning file_id),
    unversioned as (delete from collab.message_versions where ${here}),
    unreacted as (delete from collab.reactions where ${here}),
    unmentioned as (delete from collab.mentions where ${here}),
    unsaved as (delete from collab.saved_messages where ${here}),
    cleared as (
      update collab.messages set text = '', attachment_count = 0, reactions = null, forwarded_from = null, deleted_at = ${change.now},
        pinned_by = null, pinned_at = null, change_seq = ${change.changeSeq}
      where ${here})
    select file_id "fileId" from detached`.execute(db);
  return rows.map((row) => row.fileId);
}

/** Makes the named people, groups and everybody of a message equal to a list; who is answered stays. */
export async function replaceMentions(db: Db, place: Place, message: Message, principalIds: readonly string[]): Promise<void> {
  const here = sql`application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${message.seq}`;
  await sql`delete from collab.mentions where ${here}`.execute(db);
  await sql`
    insert into collab.mentions (application_id, conversation_id, seq, principal_id, kind, author_id, created_at)
    select distinct on (principal_id) ${place.applicationId}::uuid, ${place.conversationId}::uuid, ${message.seq}::int, principal_id, kind,
      ${message.authorId}::uuid, ${message.createdAt}::timestamptz
    from (
      select unnest(${[...principalIds]}::uuid[]) principal_id, 'named' kind
      union all
      select ${message.replyTo?.authorId ?? null}::uuid, 'answered'
    ) concerned
    where principal_id is not null order by principal_id, kind desc`.execute(db);
}

/** @param pin null takes it away */
export async function updatePin(
  db: Db,
  place: Place,
  seq: number,
  { pin, changeSeq }: { readonly pin: { readonly userId: UserId; readonly now: Date } | null; readonly changeSeq: number },
): Promise<void> {
  await sql`
    update collab.messages
    set pinned_by = ${pin?.userId ?? null}, pinned_at = ${pin?.now ?? null}, change_seq = ${changeSeq}
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}`.execute(db);
}

export async function countPinned(db: Db, place: Place): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from collab.messages
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and pinned_at is not null`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function insertReaction(
  db: Db,
  place: Place,
  seq: number,
  reaction: { emoji: string; userId: UserId; changeSeq: number },
): Promise<void> {
  await sql`
    insert into collab.reactions (application_id, conversation_id, seq, emoji, user_id, change_seq)
    values (${place.applicationId}, ${place.conversationId}, ${seq}, ${reaction.emoji}, ${reaction.userId}, ${reaction.changeSeq})`.execute(
    db,
  );
}

export async function deleteReaction(db: Db, place: Place, seq: number, reaction: { emoji: string; userId: UserId }): Promise<void> {
  await sql`
    delete from collab.reactions
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}
      and emoji = ${reaction.emoji} and user_id = ${reaction.userId}`.execute(db);
}

export async function hasReaction(db: Db, place: Place, seq: number, reaction: { emoji: string; userId: UserId }): Promise<boolean> {
  const { rows } = await sql`
    select from collab.reactions
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}
      and emoji = ${reaction.emoji} and user_id = ${reaction.userId}`.execute(db);
  return rows.length > 0;
}

/** Renews what the message shows of its reactions: the first of each sort decides the order, at most 100 people are named. */
export async function summarizeReactions(db: Db, place: Place, seq: number, changeSeq: number): Promise<void> {
  const here = sql`application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}`;
  await sql`
    update collab.messages set change_seq = ${changeSeq}, reactions = (
      select jsonb_agg(jsonb_build_object('emoji', emoji, 'count', count, 'userIds', named) order by first)
      from (
        select emoji, count(*) count, min(change_seq) first,
          (array_agg(user_id order by change_seq, user_id))[1:${sql.lit(maxNamedPeople)}] named
        from collab.reactions where ${here} group by emoji
      ) sorts)
    where ${here}`.execute(db);
}

export async function listVersions(db: Db, place: Place, seq: number): Promise<{ text: string; writtenAt: Date }[]> {
  const { rows } = await sql<{ text: string; writtenAt: Date }>`
    select text, written_at "writtenAt" from collab.message_versions
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}
    order by change_seq desc limit 200`.execute(db);
  return rows;
}

/** Something that hangs on the message has changed. */
export async function touchMessage(db: Db, place: Place, seq: number, changeSeq: number): Promise<void> {
  await sql`
    update collab.messages set change_seq = ${changeSeq}
    where application_id = ${place.applicationId} and conversation_id = ${place.conversationId} and seq = ${seq}`.execute(db);
}
