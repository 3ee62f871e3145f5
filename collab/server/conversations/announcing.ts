import { Conversation } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { AppError } from "@veche/kernel";
import type { ReaderContext, TenantContext } from "../context.ts";
import { listAudience } from "./access-store.ts";
import { loadHeadOfEach, loadHeads } from "./heads-store.ts";

/** @throws AppError not_found */
export async function requireHead(ctx: ReaderContext, id: ConversationId): Promise<ConversationHead> {
  const [head] = await loadHeads(ctx, ctx.userId, [id]);
  if (!head) throw new AppError("not_found");
  return head;
}

/** These people see the conversation from now on, or their own state of it changed. */
export async function announceOpened(ctx: TenantContext, id: ConversationId, userIds: readonly UserId[]): Promise<void> {
  for (const { userId, head } of await loadHeadOfEach(ctx, userIds, id)) {
    ctx.emit({ type: "conversation.opened", head }, { userIds: [userId] });
  }
}

/** These people must forget the conversation. */
export function announceClosed(ctx: TenantContext, id: ConversationId, userIds: readonly UserId[]): void {
  if (userIds.length > 0) ctx.emit({ type: "conversation.closed", conversationId: id }, { userIds });
}

/** Title, record, settings or members changed: everybody who sees it hears. */
export async function announceChanged(ctx: TenantContext, id: ConversationId): Promise<void> {
  const { userIds, hiddenSeqs } = await listAudience(ctx.db, { applicationId: ctx.applicationId, id });
  const hiddenSeqOf = (userId: UserId): number => hiddenSeqs.get(userId) ?? 0;
  const widest = userIds.reduce<UserId | undefined>((best, one) => (best && hiddenSeqOf(best) <= hiddenSeqOf(one) ? best : one), undefined);
  const [head] = widest ? await loadHeads(ctx, widest, [id]) : [];
  if (!head) return;
  const conversation = Conversation.parse(head);
  const isBlind = (userId: UserId): boolean => hiddenSeqOf(userId) >= head.lastSeq && hiddenSeqs.has(userId);
  const emit = (changed: Conversation, to: readonly UserId[]): void =>
    to.length > 0 ? ctx.emit({ type: "conversation.changed", conversation: changed }, { userIds: to }) : undefined;
  emit(
    conversation,
    userIds.filter((userId) => !isBlind(userId)),
  );
  emit({ ...conversation, lastMessage: null }, userIds.filter(isBlind));
}
