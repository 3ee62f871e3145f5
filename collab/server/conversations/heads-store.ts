import { computeAbilities, findPeer } from "@veche/collab-domain/conversations";
import type { Context, Conversation, ConversationHead, ConversationId, ConversationKind } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { sql } from "kysely";
import type * as z from "zod";
import type { TenantContext } from "../context.ts";
import { toStanding } from "./access.ts";
import { visibleTo } from "./access-store.ts";

interface Row {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly title: string;
  readonly key: string | null;
  readonly pairKey: string | null;
  readonly context: z.output<typeof Context> | null;
  readonly lastSeq: number;
  readonly changeSeq: number;
  readonly createdAt: Date;
  readonly memberCount: number;
  readonly isMember: boolean;
  readonly isOwner: boolean;
  readonly readSeq: number;
  readonly notificationLevel: ConversationHead["my"]["notificationLevel"];
  readonly isPinned: boolean;
}

/** Conversations as one person sees them, in the order of the ids; those he does not see are left out. */
export async function loadHeads(
  ctx: Pick<TenantContext, "db" | "applicationId" | "parts">,
  userId: UserId,
  ids: readonly ConversationId[],
): Promise<ConversationHead[]> {
  if (ids.length === 0) return [];
  const rows = await findRows(ctx, userId, ids);
  const [previews, counts] = await Promise.all([
    ctx.parts.messages.listPreviews(ctx.db, ctx.applicationId, rows),
    ctx.parts.messages.countUnread(
      ctx.db,
      ctx.applicationId,
      userId,
      rows.filter((row) => row.isMember),
    ),
  ]);
  const heads = rows.map((row) => toHead(row, userId, previews.get(row.id) ?? null, counts.get(row.id)));
  const byId = new Map(heads.map((head) => [head.id, head]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function findRows(ctx: Pick<TenantContext, "db" | "applicationId">, userId: UserId, ids: readonly ConversationId[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.id, c.kind, c.title, c.key, c.pair_key "pairKey", c.context, c.last_seq::int "lastSeq", c.change_seq::int "changeSeq",
      c.created_at "createdAt", (
        select count(*)::int from collab.members x
        where x.application_id = c.application_id and x.conversation_id = c.id and x.left_at is null) "memberCount",
      m.user_id is not null "isMember", coalesce(m.role = 'owner', false) "isOwner", coalesce(m.read_seq, 0)::int "readSeq",
      coalesce(m.notification_level, 'all') "notificationLevel", coalesce(m.is_pinned, false) "isPinned"
    from collab.conversations c
    left join collab.members m
      on m.application_id = c.application_id and m.conversation_id = c.id and m.user_id = ${userId} and m.left_at is null
    where c.application_id = ${ctx.applicationId} and c.id = any(${[...ids]}::uuid[]) and ${visibleTo(userId)}`.execute(ctx.db);
  return rows;
}

function toHead(
  row: Row,
  userId: UserId,
  lastMessage: Conversation["lastMessage"],
  counts: { readonly unreadCount: number; readonly mentionCount: number } | undefined,
): ConversationHead {
  const { id, kind, title, context, memberCount, lastSeq, changeSeq, isMember, readSeq, notificationLevel, isPinned } = row;
  return {
    ...{ id, kind, title, context, memberCount, lastSeq, changeSeq, lastMessage, createdAt: row.createdAt.toISOString() },
    my: {
      peerId: row.pairKey === null ? null : findPeer(row.pairKey, userId),
      isMember,
      readSeq,
      unreadCount: counts?.unreadCount ?? 0,
      mentionCount: counts?.mentionCount ?? 0,
      notificationLevel,
      isPinned,
      can: computeAbilities(toStanding(row)),
    },
  };
}
