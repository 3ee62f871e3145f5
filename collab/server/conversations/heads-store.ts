import { computeAbilities, findPeer } from "@veche/collab-domain/conversations";
import type {
  Context,
  Conversation,
  ConversationHead,
  ConversationId,
  ConversationKind,
  ConversationSettings,
} from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { sql } from "kysely";
import type * as z from "zod";
import type { TenantContext, UnreadCounts } from "../context.ts";
import { isManaged, toStanding } from "./access.ts";
import { visibleTo } from "./access-store.ts";

interface Row extends ConversationSettings {
  readonly userId: UserId;
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly key: string | null;
  readonly pairKey: string | null;
  readonly context: z.output<typeof Context> | null;
  readonly settingsVersion: number;
  readonly lastSeq: number;
  readonly changeSeq: number;
  readonly createdAt: Date;
  readonly memberCount: number;
  readonly isMember: boolean;
  readonly isOwner: boolean;
  readonly readSeq: number;
  readonly hiddenSeq: number;
  readonly notificationLevel: ConversationHead["my"]["notificationLevel"];
  readonly mutedUntil: Date | null;
  readonly isPinned: boolean;
  readonly pinPlace: number;
  readonly archivedSeq: number | null;
  readonly draftText: string | null;
  readonly draftVersion: number | null;
  readonly version: number;
}

/** A conversation that a person wants to see. */
export interface WantedHead {
  readonly userId: UserId;
  readonly id: ConversationId;
}

type Loading = Pick<TenantContext, "db" | "applicationId" | "parts">;

/** Conversations as one person sees them, in the order of the ids; those he does not see are left out. */
export async function loadHeads(ctx: Loading, userId: UserId, ids: readonly ConversationId[]): Promise<ConversationHead[]> {
  const wanted = ids.map((id) => ({ userId, id }));
  const byId = new Map((await loadWanted(ctx, wanted)).map(({ head }) => [head.id, head]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** One conversation as each of several people sees it; those who do not see it are left out. */
export async function loadHeadOfEach(
  ctx: Loading,
  userIds: readonly UserId[],
  id: ConversationId,
): Promise<readonly { readonly userId: UserId; readonly head: ConversationHead }[]> {
  return loadWanted(
    ctx,
    userIds.map((userId) => ({ userId, id })),
  );
}

/** Conversations as those who want them see them, in any order; what somebody does not see is left out. */
export async function loadWanted(
  ctx: Loading,
  wanted: readonly WantedHead[],
): Promise<readonly { readonly userId: UserId; readonly head: ConversationHead }[]> {
  if (wanted.length === 0) return [];
  const rows = await findRows(ctx, wanted);
  const conversations = [...new Map(rows.map((row) => [row.id, row])).values()];
  const members = rows.filter((row) => row.isMember);
  const marks = members.map(({ id, userId, readSeq, lastSeq }) => ({ conversationId: id, userId, readSeq, lastSeq }));
  const [previews, counts] = await Promise.all([
    ctx.parts.messages.listPreviews(ctx.db, ctx.applicationId, conversations),
    ctx.parts.messages.countUnread(ctx.db, ctx.applicationId, marks),
  ]);
  const countsOf = new Map(members.map((row, index) => [row, counts[index]]));
  const previewOf = (row: Row): Conversation["lastMessage"] => (row.lastSeq > row.hiddenSeq ? (previews.get(row.id) ?? null) : null);
  return rows.map((row) => ({ userId: row.userId, head: toHead(row, previewOf(row), countsOf.get(row)) }));
}

async function findRows(ctx: Pick<TenantContext, "db" | "applicationId">, wanted: readonly WantedHead[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select wanted.user_id "userId", c.id, c.kind, c.title, c.key, c.pair_key "pairKey", c.context, c.last_seq::int "lastSeq",
      c.change_seq::int "changeSeq", c.created_at "createdAt", c.description, c.posting, c.adding, c.renaming, c.history,
      c.settings_version "settingsVersion", (
        select count(*)::int from collab.members x
        where x.application_id = c.application_id and x.conversation_id = c.id and x.left_at is null) "memberCount",
      m.user_id is not null "isMember", coalesce(m.role = 'owner', false) "isOwner", coalesce(m.read_seq, 0)::int "readSeq",
      coalesce(m.hidden_seq, 0) "hiddenSeq",
      coalesce(m.notification_level, 'all') "notificationLevel", m.muted_until "mutedUntil", coalesce(m.is_pinned, false) "isPinned",
      coalesce(m.pin_place, 0) "pinPlace", m.archived_seq "archivedSeq", d.text "draftText", d.version "draftVersion",
      coalesce(m.version, 0) version
    from unnest(${wanted.map(({ userId }) => userId)}::uuid[], ${wanted.map(({ id }) => id)}::uuid[]) wanted (user_id, id)
    join collab.conversations c on c.application_id = ${ctx.applicationId} and c.id = wanted.id
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = wanted.user_id and m.left_at is null
    left join collab.drafts d on d.application_id = c.application_id and d.conversation_id = c.id and d.user_id = wanted.user_id
    where ${visibleTo(sql`wanted.user_id`)}`.execute(ctx.db);
  return rows;
}

function toHead(row: Row, lastMessage: Conversation["lastMessage"], counts: UnreadCounts | undefined): ConversationHead {
  const { userId, id, kind, title, context, memberCount, lastSeq, changeSeq, isMember, isOwner, readSeq, hiddenSeq } = row;
  const { description, posting, adding, renaming, history, settingsVersion } = row;
  const { notificationLevel, mutedUntil, isPinned, pinPlace, archivedSeq, version } = row;
  return {
    ...{ settings: { description, posting, adding, renaming, history }, settingsVersion, isManaged: isManaged(row) },
    ...{ id, kind, title, context, memberCount, lastSeq, changeSeq, lastMessage, createdAt: row.createdAt.toISOString() },
    my: {
      peerId: row.pairKey === null ? null : findPeer(row.pairKey, userId),
      ...{ isMember, isOwner, readSeq, hiddenSeq },
      unreadCount: counts?.unreadCount ?? 0,
      mentionCount: counts?.mentionCount ?? 0,
      ...{ notificationLevel, mutedUntil: mutedUntil?.toISOString() ?? null, isPinned, pinPlace, archivedSeq, version },
      draft: { text: row.draftText ?? "", version: row.draftVersion ?? 0 },
      can: computeAbilities(toStanding(row)),
    },
  };
}
