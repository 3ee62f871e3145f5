import type { Call, CallId } from "@veche/collab-domain/calls";
import { AppError } from "@veche/kernel";
import type { UserContext } from "../context.ts";
import { requireConversation, type ConversationRow } from "../conversations/index.ts";
import { findCall, lockConversations } from "./store.ts";

export interface SeenCall {
  readonly call: Call;
  readonly conversation: ConversationRow;
}

/**
 * The only way of an action to a call. Nobody else changes it until the end of the transaction.
 * @throws AppError not_found when the person does not see the conversation
 */
export async function requireCall(ctx: UserContext, id: CallId): Promise<SeenCall> {
  const known = await findCall(ctx.db, ctx.applicationId, id);
  if (!known) throw new AppError("not_found");
  await lockConversations(ctx.db, ctx.applicationId, [known.conversationId]);
  const conversation = await requireConversation(ctx, known.conversationId, "see");
  return { call: (await findCall(ctx.db, ctx.applicationId, id)) ?? known, conversation };
}
