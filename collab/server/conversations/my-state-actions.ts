import { decideReadSeq } from "@veche/collab-domain/conversations";
import type * as api from "@veche/collab-domain/conversations";
import type { ConversationHead, SavedDraft } from "@veche/collab-domain/conversations";
import { AppError, must, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { UserContext } from "../context.ts";
import { requireConversation } from "./access.ts";
import { filterVisibleIds } from "./access-store.ts";
import { announceOpened, requireHead } from "./announcing.ts";
import { findDraft, putDraft } from "./drafts-store.ts";
import * as mine from "./my-state-store.ts";
import { addMemberRows } from "./store.ts";

export async function moveReadMark(
  ctx: UserContext,
  input: ParsedInput<typeof api.moveReadMark>,
): Promise<RouteOutput<typeof api.moveReadMark>> {
  const { id, audienceVersion } = await requireConversation(ctx, input.conversationId, "see");
  const { applicationId, userId } = ctx;
  const before = await mine.lockMark(ctx.db, applicationId, id, userId);
  if (!before) return { readSeq: 0, unreadCount: 0, mentionCount: 0, version: 0, lastSeq: 0 };
  const { lastSeq } = before;
  const readSeq = decideReadSeq(before, input.readSeq, input.allowBack);
  const hasMoved = readSeq !== before.readSeq;
  if (hasMoved) await mine.setReadSeq(ctx.db, applicationId, id, userId, readSeq);
  const [counts] = await ctx.parts.messages.countUnread(ctx.db, applicationId, [{ conversationId: id, userId, readSeq, lastSeq }]);
  const my = { readSeq, ...must(counts), version: before.version + Number(hasMoved), lastSeq };
  if (!hasMoved) return my;
  ctx.emit({ type: "readMark.moved", conversationId: id, userId, readSeq, my }, { userIds: [userId] });
  ctx.afterCommit(() => ctx.parts.lookers.moveReadMark({ applicationId, conversationId: id, userId, readSeq, audienceVersion }));
  return my;
}

export async function setMyState(ctx: UserContext, input: ParsedInput<typeof api.setMyState>): Promise<ConversationHead> {
  const { id } = await requireConversation(ctx, input.conversationId, "see");
  await addMemberRows(ctx.db, ctx.applicationId, id, [ctx.userId]);
  await mine.setMyState(ctx.db, ctx.applicationId, id, ctx.userId, input);
  await announceOpened(ctx, id, [ctx.userId]);
  return requireHead(ctx, id);
}

export async function saveDraft(ctx: UserContext, input: ParsedInput<typeof api.saveDraft>): Promise<SavedDraft> {
  const { db, applicationId, userId, now } = ctx;
  const { id } = await requireConversation(ctx, input.conversationId, "see");
  const text = input.text.toWellFormed().replaceAll("\0", "");
  const saved = await putDraft(db, applicationId, id, userId, { text, typedAt: new Date(now.getTime() - input.ageMs) });
  if (!saved) return (await findDraft(db, applicationId, id, userId)) ?? { text: "", version: 0 };
  await mine.touchMember(db, applicationId, id, userId);
  ctx.emit({ type: "draft.saved", conversationId: id, draft: saved }, { userIds: [userId] });
  return saved;
}

export async function orderPinned(ctx: UserContext, input: ParsedInput<typeof api.orderPinned>): Promise<Record<string, never>> {
  const { db, applicationId, userId } = ctx;
  const ids = [...new Set(input.conversationIds)];
  const seen = await filterVisibleIds(db, applicationId, userId, ids);
  if (ids.some((id) => !seen.has(id))) throw new AppError("not_found");
  for (const id of await mine.orderPinned(db, applicationId, userId, ids)) await announceOpened(ctx, id, [userId]);
  return {};
}
