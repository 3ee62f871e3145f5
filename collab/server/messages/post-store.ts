import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ForwardOrigin } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import { hiddenSeqOf, mayPost, moveAuthorMarks, takeMessageNumbers, visibleTo } from "../conversations/index.ts";

/** One message of a flush. */
export interface PostItem {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
  readonly id: string;
  readonly authorId: UserId;
  readonly text: string;
  readonly replyToSeq: number | null;
  readonly fileIds: readonly string[];
  readonly forwardedFrom: ForwardOrigin | null;
  /** users, groups, or the conversation for everybody */
  readonly principalIds: readonly string[];
}

/** What became of one item; an item that has no row was refused: its author does not see the conversation. */
export interface PostedRow {
  /** index of the item */
  readonly place: number;
  /** taken: the id is there already, as `present…` say · forbidden: the author sees the conversation but may not write there */
  readonly outcome: "inserted" | "taken" | "forbidden";
  readonly seq: number;
  readonly changeSeq: number;
  readonly audienceVersion: number;
  readonly presentAuthorId: UserId | null;
  readonly presentConversationId: ConversationId | null;
  readonly replyAuthorId: UserId | null;
  readonly replyText: string | null;
  readonly isReplyDeleted: boolean | null;
  /** the author takes part from this message on */
  readonly hasJoined: boolean;
}

/** Runs a prepared statement on one connection. */
export type RunNamed = (statement: { name: string; text: string; values: unknown[] }) => Promise<{ rows: unknown[] }>;

// What belongs together is looked up in objects: the planner knows nothing of parameters and would compare every row with every other.
const statement = sql`
  with item as materialized (
    select (place - 1)::int place, application_id, conversation_id, id, author_id, text, reply_to_seq, attachment_count, forwarded_from
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::int[], $14::jsonb[])
      with ordinality i (application_id, conversation_id, id, author_id, text, reply_to_seq, attachment_count, forwarded_from, place)
  ), seen as materialized (
    select pair.application_id, pair.conversation_id, pair.author_id, ${mayPost(sql`pair.author_id`)} may_post
    from (select distinct application_id, conversation_id, author_id from item) pair
    join collab.conversations c on c.application_id = pair.application_id and c.id = pair.conversation_id
    where ${visibleTo(sql`pair.author_id`)}
  ), locked as materialized (
    select c.application_id, c.id from collab.conversations c
    join (select distinct application_id, conversation_id from seen where may_post) s on s.application_id = c.application_id and s.conversation_id = c.id
    order by c.application_id, c.id
    for no key update of c
  ), present as materialized (
    select i.place, m.seq, m.change_seq, m.author_id, m.conversation_id
    from item i join collab.messages m on m.application_id = i.application_id and m.id = i.id
  ), fresh as materialized (
    select i.*, row_number() over (partition by i.application_id, i.conversation_id order by i.place)::int step
    from item i join seen using (application_id, conversation_id, author_id)
    where seen.may_post and not exists (select from present p where p.place = i.place) and (select count(*) from locked) > 0
  ), wanted as (
    select application_id, conversation_id, count(*) count from fresh group by application_id, conversation_id
  ), taken as (${takeMessageNumbers}
  ), numbers as materialized (
    select coalesce(jsonb_object_agg(application_id || ' ' || conversation_id, jsonb_build_array(base_seq, base_change_seq, audience_version)),
      '{}') by_conversation from taken
  ), numbered as materialized (
    select f.place, f.application_id, f.conversation_id, f.id, f.author_id, f.text, f.attachment_count, f.forwarded_from, (t.numbers ->> 0)::int + f.step seq,
      (t.numbers ->> 1)::int + f.step change_seq, (t.numbers ->> 2)::int audience_version,
      r.seq reply_to_seq, r.author_id reply_author_id, r.text reply_text, r.is_deleted is_reply_deleted
    from fresh f
    cross join numbers
    cross join lateral (select numbers.by_conversation -> (f.application_id || ' ' || f.conversation_id) numbers offset 0) t
    left join lateral (
      select r.seq, r.author_id, left(r.text, 800) text, r.deleted_at is not null is_deleted
      from collab.messages r join collab.conversations c on c.application_id = r.application_id and c.id = r.conversation_id
      where f.reply_to_seq is not null
        and r.application_id = f.application_id and r.conversation_id = f.conversation_id and r.seq = f.reply_to_seq
        and r.seq > ${hiddenSeqOf(sql`f.author_id`)}
      offset 0) r on true
  ), inserted as (
    insert into collab.messages
      (application_id, conversation_id, seq, id, change_seq, author_id, reply_to_seq, attachment_count, created_at, text, forwarded_from)
    select application_id, conversation_id, seq, id, change_seq, author_id, reply_to_seq, attachment_count, $8::timestamptz, text,
      forwarded_from
    from numbered
  ), written as (
    select application_id, conversation_id, author_id user_id, max(seq) seq from numbered group by 1, 2, 3
  ), marked as (${moveAuthorMarks}
  ), mentioned as (
    insert into collab.mentions (application_id, conversation_id, seq, principal_id, kind, author_id, created_at)
    select distinct on (n.place, concerned.principal_id)
      n.application_id, n.conversation_id, n.seq, concerned.principal_id, concerned.kind, n.author_id, $8::timestamptz
    from (
      select place, principal_id, 'named' kind from unnest($9::int[], $10::uuid[]) named (place, principal_id)
      union all
      select place, reply_author_id, 'answered' from numbered where reply_author_id is not null
    ) concerned join numbered n using (place)
    order by n.place, concerned.principal_id, concerned.kind desc
  ), attached as (
    insert into collab.message_attachments (application_id, conversation_id, seq, position, file_id)
    select n.application_id, n.conversation_id, n.seq, file.position, file.file_id
    from unnest($11::int[], $12::int[], $13::uuid[]) file (place, position, file_id) join numbered n using (place)
  ), joined as materialized (
    select coalesce(jsonb_object_agg(application_id || ' ' || conversation_id || ' ' || user_id, true), '{}') people from marked where is_new
  )
  select n.place, 'inserted' outcome, n.seq, n.change_seq "changeSeq", n.audience_version "audienceVersion",
    null::uuid "presentAuthorId", null::uuid "presentConversationId", n.reply_author_id "replyAuthorId", n.reply_text "replyText",
    n.is_reply_deleted "isReplyDeleted",
    joined.people ? (n.application_id || ' ' || n.conversation_id || ' ' || n.author_id) "hasJoined"
  from numbered n cross join joined
  union all
  select p.place, 'taken', p.seq, p.change_seq, 0, p.author_id, p.conversation_id, null, null, null, false
  from present p join item i using (place) join seen s
    on s.application_id = i.application_id and s.conversation_id = i.conversation_id and s.author_id = i.author_id
  union all
  select i.place, 'forbidden', 0, 0, 0, null, null, null, null, null, false
  from item i join seen s
    on s.application_id = i.application_id and s.conversation_id = i.conversation_id and s.author_id = i.author_id
  where not s.may_post and not exists (select from present p where p.place = i.place)`;

/**
 * Writes a flush in one statement and commits it: rights, numbers, messages, mentions, attachments, read marks of the authors.
 * Items that may not be written change nothing and leave no gap.
 */
export class PostStatement {
  readonly #run: RunNamed;
  readonly #text: string;

  constructor(db: Db, run: RunNamed) {
    this.#run = run;
    this.#text = statement.compile(db).sql;
  }

  async execute(items: readonly PostItem[], now: Date): Promise<readonly PostedRow[]> {
    const mentions = items.flatMap((item, place) => item.principalIds.map((principalId) => ({ place, principalId })));
    const files = items.flatMap((item, place) => item.fileIds.map((fileId, position) => ({ place, position, fileId })));
    const { rows } = await this.#run({
      name: "collab.post_messages",
      text: this.#text,
      values: [
        items.map((item) => item.applicationId),
        items.map((item) => item.conversationId),
        items.map((item) => item.id),
        items.map((item) => item.authorId),
        items.map((item) => item.text),
        items.map((item) => item.replyToSeq),
        items.map((item) => item.fileIds.length),
        now,
        mentions.map((mention) => mention.place),
        mentions.map((mention) => mention.principalId),
        files.map((file) => file.place),
        files.map((file) => file.position),
        files.map((file) => file.fileId),
        items.map((item) => item.forwardedFrom),
      ],
    });
    return rows as PostedRow[];
  }
}
