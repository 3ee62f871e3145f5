import * as api from "@veche/collab-domain/messages";
import { AppError, type ParsedInput } from "@veche/kernel";
import type { UserContext } from "../context.ts";
import { requireConversation, takeChangeNumber, type ConversationRow } from "../conversations/index.ts";
import { removeFiles } from "../files/index.ts";
import * as store from "./change-store.ts";
import { filterAttachedFileIds } from "./concerning-store.ts";
import { toPrincipalIds } from "./door-store.ts";
import { announceChange, requireMessage, type Scope } from "./scope.ts";
import type { Place } from "./store.ts";

interface Opened {
  readonly conversation: ConversationRow;
  readonly message: api.Message;
  readonly place: Place;
  readonly reader: api.MessageReader;
}

/** The message and its conversation, which stays locked: changes come one after another. */
async function openForChange(ctx: UserContext, input: { conversationId: ConversationRow["id"]; seq: number }): Promise<Opened> {
  const conversation = await requireConversation(ctx, input.conversationId, "see", { lock: true });
  const message = await requireMessage(ctx.db, conversation, input.seq);
  const place = { applicationId: ctx.applicationId, conversationId: conversation.id };
  const reader = { userId: ctx.userId, conversationKind: conversation.kind, isOwner: conversation.isOwner };
  return { conversation, message, place, reader };
}

export async function editMessage(scope: Scope, ctx: UserContext, input: ParsedInput<typeof api.editMessage>): Promise<api.Message> {
  const { message, place, reader } = await openForChange(ctx, input);
  if (!api.canEditMessage(message, reader)) throw new AppError("forbidden", { permission: "message.edit" });
  const text = api.cleanText(input.text);
  api.checkText(text, message.attachments.length);
  if (text === message.text) return message;
  const { changeSeq, audienceVersion } = await takeChangeNumber(ctx.db, ctx.applicationId, place.conversationId);
  await store.updateText(ctx.db, place, message.seq, { text, changeSeq, now: ctx.now });
  await store.replaceMentions(ctx.db, place, message, toPrincipalIds(api.parseMentions(text), place.conversationId));
  return announceChange(scope, ctx, message, audienceVersion);
}

export async function deleteMessage(scope: Scope, ctx: UserContext, input: ParsedInput<typeof api.deleteMessage>): Promise<api.Message> {
  const { message, place, reader } = await openForChange(ctx, input);
  if (!api.canDeleteMessage(message, reader)) throw new AppError("forbidden", { permission: "message.delete" });
  if (message.deletedAt !== null) return message;
  const { changeSeq, audienceVersion } = await takeChangeNumber(ctx.db, ctx.applicationId, place.conversationId);
  const fileIds = await store.clearMessage(ctx.db, place, message.seq, { changeSeq, now: ctx.now });
  const stillUsed = await filterAttachedFileIds(ctx.db, ctx.applicationId, fileIds);
  const unusedIds = fileIds.filter((fileId) => !stillUsed.has(fileId));
  if (unusedIds.length > 0) await removeFiles(ctx.db, ctx.applicationId, unusedIds, ctx.now);
  return announceChange(scope, ctx, message, audienceVersion);
}

type ReactionInput = ParsedInput<typeof api.addReaction>;

export async function addReaction(scope: Scope, ctx: UserContext, input: ReactionInput): Promise<api.Message> {
  const { message, place } = await openForChange(ctx, input);
  if (!api.canReactToMessage(message)) throw new AppError("forbidden", { permission: "message.react" });
  const reaction = { emoji: input.emoji.toWellFormed(), userId: ctx.userId };
  if (await store.hasReaction(ctx.db, place, message.seq, reaction)) return message;
  const isNew = !message.reactions.some(({ emoji }) => emoji === reaction.emoji);
  if (isNew && message.reactions.length >= api.maxEmojiCount) throw new AppError("too_large", { limit: api.maxEmojiCount, unit: "emoji" });
  const { changeSeq, audienceVersion } = await takeChangeNumber(ctx.db, ctx.applicationId, place.conversationId);
  await store.insertReaction(ctx.db, place, message.seq, { ...reaction, changeSeq });
  await store.summarizeReactions(ctx.db, place, message.seq, changeSeq);
  return announceChange(scope, ctx, message, audienceVersion);
}

export async function removeReaction(scope: Scope, ctx: UserContext, input: ReactionInput): Promise<api.Message> {
  const { message, place } = await openForChange(ctx, input);
  const reaction = { emoji: input.emoji.toWellFormed(), userId: ctx.userId };
  if (!(await store.hasReaction(ctx.db, place, message.seq, reaction))) return message;
  const { changeSeq, audienceVersion } = await takeChangeNumber(ctx.db, ctx.applicationId, place.conversationId);
  await store.deleteReaction(ctx.db, place, message.seq, reaction);
  await store.summarizeReactions(ctx.db, place, message.seq, changeSeq);
  return announceChange(scope, ctx, message, audienceVersion);
}
