import * as api from "@veche/collab-domain/messages";
import { AppError, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { ReaderContext, UserContext } from "../context.ts";
import { requireConversation, takeChangeNumber } from "../conversations/index.ts";
import { countPinned, updatePin } from "./change-store.ts";
import { messageDoor } from "./door.ts";
import { announceChange, requireMessage, type Scope } from "./scope.ts";
import { listPinned } from "./store.ts";

type PinInput = ParsedInput<typeof api.pinMessage>;

/** The system says in the conversation who pinned it. @throws AppError not_found; forbidden; too_large (limit) when enough are pinned */
export async function pinMessage(scope: Scope, ctx: UserContext, input: PinInput): Promise<api.Message> {
  const { message, place } = await openForPinning(ctx, input);
  if (message.pin !== null) return message;
  if ((await countPinned(ctx.db, place)) >= api.maxPinCount) throw new AppError("too_large", { limit: api.maxPinCount, unit: "pins" });
  const changed = await changePin(scope, ctx, message, { userId: ctx.userId, now: ctx.now });
  await messageDoor.writeSystemNote(ctx, message.conversationId, { type: "messagePinned", userId: ctx.userId, seq: message.seq });
  return changed;
}

/** @throws AppError not_found; forbidden */
export async function unpinMessage(scope: Scope, ctx: UserContext, input: PinInput): Promise<api.Message> {
  const { message } = await openForPinning(ctx, input);
  return message.pin === null ? message : changePin(scope, ctx, message, null);
}

async function openForPinning(ctx: UserContext, { conversationId, seq }: PinInput) {
  const conversation = await requireConversation(ctx, conversationId, "pin", { lock: true });
  const message = await requireMessage(ctx.db, conversation, seq);
  if (!api.canPinMessage(message, true)) throw new AppError("forbidden", { permission: "message.pin" });
  return { message, place: { applicationId: ctx.applicationId, conversationId } };
}

async function changePin(scope: Scope, ctx: UserContext, message: api.Message, pin: Parameters<typeof updatePin>[3]["pin"]) {
  const { applicationId, db } = ctx;
  const { conversationId, seq } = message;
  const { changeSeq, audienceVersion } = await takeChangeNumber(db, applicationId, conversationId);
  await updatePin(db, { applicationId, conversationId }, seq, { pin, changeSeq });
  return announceChange(scope, ctx, message, audienceVersion);
}

export async function listPinnedMessages(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listPinnedMessages>,
): Promise<RouteOutput<typeof api.listPinnedMessages>> {
  const { applicationId, id, hiddenSeq } = await requireConversation(ctx, input.conversationId, "see");
  const items = await listPinned(ctx.db, { applicationId, conversationId: id }, hiddenSeq);
  return { items: api.listSeen(items, hiddenSeq) };
}
