import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Message, SystemNote } from "@veche/collab-domain/messages";
import { AppError } from "@veche/kernel";
import type { ImportedHistoryMessage, MessageDoor, TenantContext } from "../context.ts";
import { listAudience, takeNumberRange } from "../conversations/index.ts";
import { claimFiles } from "../files/index.ts";
import { addressEvent } from "./audience.ts";
import { countUnread, findSeqs, insertHistory, insertNote, listPreviews, type HistoryRow } from "./door-store.ts";
import { listMessagesAfter } from "./store.ts";

/** What conversations, which stand below, need of messages. */
export const messageDoor: MessageDoor = { listPreviews, countUnread, writeSystemNote, importHistory };

async function writeSystemNote(ctx: TenantContext, conversationId: ConversationId, note: SystemNote): Promise<void> {
  const numbers = await takeNumberRange(ctx.db, ctx.applicationId, conversationId, 1, ctx.now);
  const place = { applicationId: ctx.applicationId, conversationId };
  await insertNote(ctx.db, place, { seq: numbers.baseSeq + 1, changeSeq: numbers.baseChangeSeq + 1, note, now: ctx.now });
  await announceNewer(ctx, conversationId, numbers.baseSeq);
}

async function importHistory(
  ctx: TenantContext,
  conversationId: ConversationId,
  messages: readonly ImportedHistoryMessage[],
): Promise<void> {
  const ids = messages.flatMap((message) => [message.id, ...(message.replyToId ? [message.replyToId] : [])]);
  const present = await findSeqs(ctx.db, ctx.applicationId, ids);
  const fresh = [...new Map(messages.map((message) => [message.id, message])).values()].filter((message) => !present.has(message.id));
  const newest = fresh.at(-1);
  if (!newest) return;
  await claimHistoryFiles(ctx, fresh);
  const { baseSeq, baseChangeSeq } = await takeNumberRange(ctx.db, ctx.applicationId, conversationId, fresh.length, newest.createdAt);
  const seqs = new Map(fresh.map((message, index) => [message.id, baseSeq + index + 1]));
  for (const [id, place] of present) if (place.conversationId === conversationId) seqs.set(id, place.seq);
  const rows = fresh.map((message, index) => toHistoryRow(message, baseSeq + index + 1, baseChangeSeq + index + 1, seqs));
  await insertHistory(ctx.db, { applicationId: ctx.applicationId, conversationId }, rows);
  await announceNewer(ctx, conversationId, baseSeq);
}

function toHistoryRow(message: ImportedHistoryMessage, seq: number, changeSeq: number, seqs: ReadonlyMap<string, number>): HistoryRow {
  const replyToSeq = message.replyToId === null ? undefined : seqs.get(message.replyToId);
  return {
    ...message,
    id: message.id,
    seq,
    changeSeq,
    replyToSeq: replyToSeq !== undefined && replyToSeq < seq ? replyToSeq : null,
  };
}

/** @throws AppError not_found for a file that its message's author did not upload */
async function claimHistoryFiles(ctx: TenantContext, messages: readonly ImportedHistoryMessage[]): Promise<void> {
  for (const { fileIds, authorId } of messages) {
    if (fileIds.length === 0) continue;
    const claimed = await claimFiles(ctx.db, ctx.applicationId, fileIds, authorId, ctx.now);
    const missing = fileIds.find((fileId) => !claimed.has(fileId));
    if (missing) throw new AppError("not_found", { fileId: missing });
  }
}

/** Tells who sees the conversation now, members who came in this transaction included, what was appended. */
async function announceNewer(ctx: TenantContext, conversationId: ConversationId, baseSeq: number): Promise<void> {
  const place = { applicationId: ctx.applicationId, conversationId };
  const messages: readonly Message[] = await listMessagesAfter(ctx.db, place, baseSeq, 2_000);
  const audience = await listAudience(ctx.db, { applicationId: ctx.applicationId, id: conversationId });
  for (const message of messages)
    for (const { event, userIds } of addressEvent({ type: "message.posted", message }, audience)) ctx.emit(event, { userIds });
}
