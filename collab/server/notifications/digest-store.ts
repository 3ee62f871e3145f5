import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { NotificationFacts, NotificationSettings } from "@veche/collab-domain/notifications";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";
import { messageVisibleTo } from "../conversations/index.ts";
import type { Person } from "./device-store.ts";

/** A person as letters and notifications speak to him. */
export interface Addressee {
  readonly email: string | null;
  readonly language: "ru" | "en";
}

export async function findAddressee(db: Db, { applicationId, userId }: Person): Promise<Addressee> {
  const { rows } = await sql<Addressee>`
    select email, language from collab.users where application_id = ${applicationId} and id = ${userId}`.execute(db);
  return rows[0] ?? { email: null, language: "ru" };
}

export interface Subscriber extends Pick<NotificationSettings, "levels" | "digest"> {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
  readonly timeZone: string;
  readonly sentAt: Date | null;
}

/** Active people with an address who want letters, in connected applications. */
export async function listSubscribers(db: Db): Promise<readonly Subscriber[]> {
  const { rows } = await sql<Subscriber>`
    select s.application_id "applicationId", s.user_id "userId", s.levels, s.digest, s.digest_sent_at "sentAt", u.time_zone "timeZone"
    from collab.notification_settings s
    join collab.users u on u.application_id = s.application_id and u.id = s.user_id
    join collab.applications a on a.id = s.application_id
    where s.digest <> 'never' and not u.is_blocked and u.email is not null and a.disconnected_at is null`.execute(db);
  return rows;
}

/** Takes the turn of a letter; others wait. @returns where to it goes and up to when letters told, undefined when nobody wants it any more */
export async function lockDigest(
  db: Db,
  { applicationId, userId }: Person,
): Promise<
  | (Addressee & {
      readonly digest: NotificationSettings["digest"];
      readonly sentAt: Date | null;
      readonly applicationName: string;
      readonly applicationUrl: string;
      readonly isContentFree: boolean;
      readonly conversationPath: string | null;
    })
  | undefined
> {
  const { rows } = await sql<NonNullable<Awaited<ReturnType<typeof lockDigest>>>>`
    select u.email, u.language, s.digest, s.digest_sent_at "sentAt", a.name "applicationName", a.url "applicationUrl",
      coalesce(p.is_content_free, false) "isContentFree", p.conversation_path "conversationPath"
    from collab.notification_settings s
    join collab.users u on u.application_id = s.application_id and u.id = s.user_id
    join collab.applications a on a.id = s.application_id
    left join collab.notification_policies p on p.application_id = s.application_id
    where s.application_id = ${applicationId} and s.user_id = ${userId} for no key update of s`.execute(db);
  return rows[0];
}

export async function saveDigestSent(db: Db, { applicationId, userId }: Person, now: Date): Promise<void> {
  await sql`
    update collab.notification_settings set digest_sent_at = ${now}
    where application_id = ${applicationId} and user_id = ${userId}`.execute(db);
}

export async function endDigests(db: Db, { applicationId, userId }: Person): Promise<void> {
  await sql`
    update collab.notification_settings set digest = 'never'
    where application_id = ${applicationId} and user_id = ${userId}`.execute(db);
}

/** A message that may have been missed. */
export interface MissedMessage extends Omit<NotificationFacts, "levels" | "isLookedAt" | "isDoNotDisturb" | "isRead"> {
  readonly conversationId: ConversationId;
  readonly seq: number;
  /** of the conversation; empty for personal ones */
  readonly title: string;
  readonly authorName: string;
  readonly text: string;
  readonly createdAt: Date;
}

const maxMessageCount = 300;

/** Unread messages of others, posted from one moment until before another, that the person sees now; newest first. */
export async function listMissed(db: Db, { applicationId, userId }: Person, since: Date, until: Date): Promise<readonly MissedMessage[]> {
  const { rows } = await sql<MissedMessage>`
    with place as materialized (
      select conversation_id id from collab.members
        where application_id = ${applicationId} and user_id = ${userId} and left_at is null
      union
      select conversation_id from collab.mentions
        where application_id = ${applicationId} and principal_id = ${userId} and created_at >= ${since})
    select c.id "conversationId", c.kind, case c.kind when 'personal' then '' else c.title end title, msg.seq, author.full_name "authorName",
      left(msg.text, 800) text, msg.created_at "createdAt", m.user_id is not null "isMember",
      coalesce(m.notification_level, 'all') level, m.muted_until "mutedUntil",
      exists (
        select from collab.mentions n
        where n.application_id = c.application_id and n.conversation_id = c.id and n.seq = msg.seq and (
          n.principal_id in (${userId}, c.id) or n.principal_id in (
            select gm.group_id from collab.group_members gm
            where gm.application_id = c.application_id and gm.user_id = ${userId}))) "isConcerned"
    from place
    join collab.conversations c on c.application_id = ${applicationId} and c.id = place.id
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = ${userId} and m.left_at is null
    join collab.messages msg on msg.application_id = c.application_id and msg.conversation_id = c.id
      and msg.seq > coalesce(m.read_seq, 0) and msg.created_at >= ${since} and msg.created_at < ${until} and msg.author_id <> ${userId} and msg.deleted_at is null
    join collab.users author on author.application_id = c.application_id and author.id = msg.author_id
    where c.last_seq > coalesce(m.read_seq, 0) and ${messageVisibleTo(userId, sql`msg.seq`)}
    order by msg.created_at desc, msg.seq desc limit ${maxMessageCount}`.execute(db);
  return rows;
}
