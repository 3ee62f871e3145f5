import type { Presence, setPresence as setRoute, startTyping as typingRoute, watch as watchRoute } from "@veche/collab-domain/presence";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type { Db, PersonContext } from "../context.ts";
import { filterVisibleIds, requireConversation } from "../conversations/index.ts";
import type { AudienceCache } from "../messages/index.ts";
import type { PresenceBoard } from "./board.ts";
import type { LastSeen } from "./last-seen.ts";
import { listKeptPresences, saveDoNotDisturb, type KeptPresence } from "./store.ts";

export interface Scope {
  readonly db: Db;
  readonly board: PresenceBoard;
  readonly lastSeen: LastSeen;
  readonly audiences: AudienceCache;
}

/** People of other applications and conversations he does not see are left out silently. */
export async function watch(
  scope: Scope,
  ctx: PersonContext,
  input: ParsedInput<typeof watchRoute>,
): Promise<RouteOutput<typeof watchRoute>> {
  const known = await listKeptPresences(scope.db, ctx.applicationId, input.userIds);
  const visible = await filterVisibleIds(scope.db, ctx.applicationId, ctx.userId, input.conversationIds);
  if (ctx.connectionId !== null) {
    const userIds = known.map((person) => person.userId);
    scope.board.watch(ctx.connectionId, userIds, [...visible]);
  }
  return { presences: known.map((person) => toPresence(scope, person)) };
}

function toPresence(scope: Scope, { userId, lastSeenAt }: KeptPresence): Presence {
  const lastSeen = scope.lastSeen.find(userId) ?? lastSeenAt;
  return scope.board.find(userId) ?? { userId, state: "offline", lastSeenAt: lastSeen?.toISOString() ?? null };
}

export async function setPresence(scope: Scope, ctx: PersonContext, input: ParsedInput<typeof setRoute>): Promise<Record<string, never>> {
  scope.board.setState(ctx.connectionId, ctx.userId, input.state);
  if (input.state !== "away") await saveDoNotDisturb(scope.db, ctx.applicationId, ctx.userId, input.state === "doNotDisturb");
  return {};
}

export async function startTyping(
  scope: Scope,
  ctx: PersonContext,
  input: ParsedInput<typeof typingRoute>,
): Promise<Record<string, never>> {
  const asker = { db: scope.db, applicationId: ctx.applicationId, userId: ctx.userId };
  const conversation = await requireConversation(asker, input.conversationId, "post");
  if (!scope.board.hasLookers(conversation.id)) return {};
  const audience = await scope.audiences.list(ctx.applicationId, conversation.id, conversation.audienceVersion);
  scope.board.startTyping(conversation.id, ctx.userId, new Set(audience));
  return {};
}
