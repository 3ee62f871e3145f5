import type { ConversationId, FolderId, ListFolder } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { currentCursor, touchedSince } from "@veche/server/database";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "../context.ts";
import { containsWords } from "../search-words-store.ts";
import { visibleTo } from "./access-store.ts";

/** Where a page of the list ended. */
export interface ListPlace {
  readonly isPinned: boolean;
  readonly pinPlace: number;
  readonly activeAt: string;
  readonly id: ConversationId;
}

const activity = sql`coalesce(c.last_message_at, c.created_at)`;
/** An untouched personal conversation is known to who opened it and stands in nobody's list. */
const isListed = sql<SqlBool>`not (c.kind = 'personal' and c.last_seq = 0)`;

/** As `isMuted` and `isArchived` of the rules say. */
const isArchived = (now: Date): RawBuilder<SqlBool> => sql<SqlBool>`(m.archived_seq is not null
  and (c.last_seq <= m.archived_seq or m.notification_level = 'none' or coalesce(m.muted_until > ${now}, false)))`;

const folderConditions: Readonly<Record<Exclude<ListFolder, "all" | "archived">, RawBuilder<SqlBool>>> = {
  unread: sql`c.last_seq > m.read_seq`,
  direct: sql`c.kind = 'personal'`,
  groups: sql`c.kind in ('group', 'broadcast')`,
  records: sql`c.kind = 'context'`,
};

function inFolder(folder: ListFolder, now: Date): RawBuilder<SqlBool> {
  if (folder === "all") return sql<SqlBool>`true`;
  return folder === "archived" ? isArchived(now) : sql<SqlBool>`(${folderConditions[folder]} and not ${isArchived(now)})`;
}

/** By title, or by the name of the other person. */
function isNamed(query: string | undefined): RawBuilder<SqlBool> {
  if (!query?.trim()) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${containsWords("c.search_text", query)} or (c.kind = 'personal' and exists (
    select from collab.members pm join collab.users u on u.application_id = pm.application_id and u.id = pm.user_id
    where pm.application_id = c.application_id and pm.conversation_id = c.id and pm.user_id <> m.user_id
      and ${containsWords("u.search_text", query)})))`;
}

/** Conversations a person takes part in: pinned first in their order, then by last activity. */
export async function listPlaces(
  db: Db,
  applicationId: ApplicationId,
  userId: UserId,
  wanted: {
    readonly folder: ListFolder;
    readonly folderId: FolderId | undefined;
    readonly now: Date;
    readonly query: string | undefined;
    readonly key: string | undefined;
    readonly after: ListPlace | null;
    readonly limit: number;
  },
): Promise<readonly ListPlace[]> {
  const { after, key, folderId } = wanted;
  const isInOwn = folderId
    ? sql`exists (
        select from collab.folder_conversations fc
        join collab.folders f on f.application_id = fc.application_id and f.id = fc.folder_id
        where fc.application_id = c.application_id and fc.folder_id = ${folderId} and fc.conversation_id = c.id and f.user_id = ${userId})`
    : sql`true`;
  const hasKey = key === undefined ? sql`true` : sql`c.key = ${key}`;
  const isAfter = after
    ? sql`(m.is_pinned, -m.pin_place, ${activity}, c.id) <
        (${after.isPinned}::boolean, -${after.pinPlace}::int, ${after.activeAt}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ListPlace>`
    select m.is_pinned "isPinned", m.pin_place "pinPlace", to_json(${activity}) #>> '{}' "activeAt", c.id
    from collab.members m join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
    where m.application_id = ${applicationId} and m.user_id = ${userId} and m.left_at is null and ${isListed}
      and ${inFolder(wanted.folder, wanted.now)} and ${isNamed(wanted.query)} and ${hasKey} and ${isInOwn} and ${visibleTo(userId)} and ${isAfter}
    order by m.is_pinned desc, m.pin_place, ${activity} desc, c.id desc limit ${wanted.limit}`.execute(db);
  return rows;
}

export interface ListAsker {
  readonly userId: UserId;
  readonly since: string;
}

export async function readCursor(db: Db): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`select ${currentCursor} cursor`.execute(db);
  return rows[0]!.cursor;
}

/** What a person takes and took part in: each half has its index. */
const membershipsOf = (applicationId: ApplicationId, userId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select * from collab.members where application_id = ${applicationId} and user_id = ${userId} and left_at is null
  union all
  select * from collab.members where application_id = ${applicationId} and user_id = ${userId} and left_at is not null`;

/** Conversations that people take or took part in and that changed, for each or for all, since the cursor of each. @param limit for each */
export async function listTouched(
  db: Db,
  applicationId: ApplicationId,
  askers: readonly ListAsker[],
  limit: number,
): Promise<readonly { readonly place: number; readonly id: ConversationId; readonly isListed: boolean }[]> {
  const { rows } = await sql<{ place: number; id: ConversationId; isListed: boolean }>`
    select (asker.place - 1)::int place, touched.id, touched.is_listed "isListed"
    from unnest(${askers.map(({ userId }) => userId)}::uuid[], ${askers.map(({ since }) => since)}::text[])
      with ordinality asker (user_id, since, place)
    cross join lateral (
      select c.id, ${isListed} is_listed
      from (${membershipsOf(applicationId, sql`asker.user_id`)}) m
      join collab.conversations c on c.application_id = m.application_id and c.id = m.conversation_id
      where (${touchedSince("c.touched_xid", sql`asker.since`)} or ${touchedSince("m.touched_xid", sql`asker.since`)})
      order by c.id limit ${limit}) touched
    order by asker.place, touched.id`.execute(db);
  return rows;
}
