import * as api from "@veche/collab-domain/messages";
import { AppError, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { PersonContext, ReaderContext } from "../context.ts";
import { findVisibleConversations } from "../conversations/index.ts";
import { prepareDraft, writeDraft } from "./posting.ts";
import type { Scope } from "./scope.ts";
import { listMessagesById, listPlaces } from "./store.ts";

/**
 * Answers after all copies are on disk, which they are in the order given; their files are the same files.
 * @throws AppError not_found when I do not see the conversation or one of the messages; forbidden for a deleted one and a system note
 */
export async function forwardMessages(
  scope: Scope,
  ctx: PersonContext,
  { conversationId, forwards }: ParsedInput<typeof api.forwardMessages>,
): Promise<RouteOutput<typeof api.forwardMessages>> {
  const sources = await requireSources(
    scope,
    ctx,
    forwards.map(({ messageId }) => messageId),
  );
  const drafts = [];
  for (const [index, source] of sources.entries()) {
    const fileIds = source.attachments.map((attachment) => attachment.fileId);
    const forwardedFrom = api.toForwardOrigin(source);
    const written = { conversationId, id: forwards[index]!.id, text: source.text, replyToSeq: null, fileIds, forwardedFrom };
    drafts.push(await prepareDraft(ctx, written));
  }
  return { items: await Promise.all(drafts.map((draft) => writeDraft(scope, ctx, draft))) };
}

async function requireSources(scope: Scope, ctx: PersonContext, messageIds: readonly api.MessageId[]): Promise<readonly api.Message[]> {
  const messages = await listMessagesById(scope.db, ctx.applicationId, messageIds);
  const conversationIds = [...new Set([...messages.values()].map((message) => message.conversationId))];
  const { applicationId, userId } = ctx;
  const asked = conversationIds.map((id) => ({ applicationId, userId, id }));
  const seen = new Map(
    (await findVisibleConversations(scope.db, asked)).map((conversation, index) => [conversationIds[index], conversation]),
  );
  return messageIds.map((messageId) => {
    const message = messages.get(messageId);
    const conversation = seen.get(message?.conversationId);
    if (!message || !conversation || !api.toSeen(message, conversation.hiddenSeq)) throw new AppError("not_found");
    if (!api.canForwardMessage(message)) throw new AppError("forbidden", { permission: "message.forward" });
    return message;
  });
}

/** Of what was forwarded to me, where it comes from: rights are those of now. */
export async function listForwardPlaces(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listForwardPlaces>,
): Promise<RouteOutput<typeof api.listForwardPlaces>> {
  return { items: await listPlaces(ctx.db, ctx, input.messageIds) };
}
