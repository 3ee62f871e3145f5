import { callRules, canHostCall, canStartCall, maxRungCount, toIdentity } from "@veche/collab-domain/calls";
import type * as api from "@veche/collab-domain/calls";
import type { Call, CallDeviceId, CallId } from "@veche/collab-domain/calls";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { AppError, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { PersonContext, ReaderContext, UserContext } from "../context.ts";
import { requireConversation, type ConversationRow } from "../conversations/index.ts";
import { requireActiveUser } from "../directory/index.ts";
import { requireCall, type SeenCall } from "./loading.ts";
import { keepCall, type Scope } from "./saving.ts";
import * as store from "./store.ts";

type Entered = RouteOutput<typeof api.startCall>;

const maxListedCount = 500;

export async function listCalls(ctx: ReaderContext): Promise<RouteOutput<typeof api.listCalls>> {
  return { items: [...(await store.listVisibleCalls(ctx.db, ctx.applicationId, ctx.userId, maxListedCount))] };
}

export async function startCall(scope: Scope, ctx: UserContext, input: ParsedInput<typeof api.startCall>): Promise<Entered> {
  const { conversationId, id, deviceId } = input;
  await hangUpElsewhere(scope, ctx, conversationId);
  const conversation = await requireConversation(ctx, conversationId, "post");
  if (!canStartCall(conversation.kind, true)) throw new AppError("forbidden", { permission: "conversation.call" });
  const repeated = await store.findCall(ctx.db, ctx.applicationId, id);
  if (repeated && repeated.conversationId !== conversationId) throw new AppError("invalid", { field: "id", reason: "used" });
  const going = await store.findOpenCall(ctx.db, ctx.applicationId, conversationId);
  const known = repeated ?? going ?? null;
  const caller = { userId: ctx.userId, deviceId };
  const next = known ? joinIfOpen(known, caller, ctx.now) : callRules.openCall(await planCall(ctx, conversation, input), ctx.now);
  return enter(scope, ctx, await keepCall(scope, ctx, known, next), deviceId);
}

export async function joinCall(
  scope: Scope,
  ctx: UserContext,
  { callId, deviceId }: { readonly callId: CallId; readonly deviceId: CallDeviceId },
): Promise<Entered> {
  const found = await store.findCall(ctx.db, ctx.applicationId, callId);
  if (!found) throw new AppError("not_found");
  await requireConversation(ctx, found.conversationId, "see");
  await hangUpElsewhere(scope, ctx, found.conversationId);
  const { call } = await requireCall(ctx, callId);
  const joined = callRules.joinCall(call, { userId: ctx.userId, deviceId }, ctx.now);
  return enter(scope, ctx, await keepCall(scope, ctx, call, joined), deviceId);
}

export async function declineCall(scope: Scope, ctx: UserContext, { callId }: { readonly callId: CallId }): Promise<{ call: Call }> {
  const { call } = await requireCall(ctx, callId);
  return { call: await keepCall(scope, ctx, call, callRules.declineCall(call, ctx.userId, ctx.now)) };
}

export async function leaveCall(
  scope: Scope,
  ctx: UserContext,
  { callId, deviceId }: { readonly callId: CallId; readonly deviceId: CallDeviceId },
): Promise<{ call: Call }> {
  const { call } = await requireCall(ctx, callId);
  return { call: await keepCall(scope, ctx, call, callRules.leaveCall(call, ctx.userId, deviceId, ctx.now)) };
}

export async function endCall(scope: Scope, ctx: UserContext, { callId }: { readonly callId: CallId }): Promise<{ call: Call }> {
  const { call } = await requireHosted(ctx, callId);
  return { call: await keepCall(scope, ctx, call, callRules.endCall(call, ctx.now)) };
}

export async function removeFromCall(
  scope: Scope,
  ctx: UserContext,
  { callId, userId }: { readonly callId: CallId; readonly userId: UserId },
): Promise<{ call: Call }> {
  const { call } = await requireHosted(ctx, callId);
  return { call: await keepCall(scope, ctx, call, callRules.leaveCall(call, userId, null, ctx.now)) };
}

/** The media server is asked when nothing is locked any more: it may be far, and the conversation goes on. */
export async function muteInCall(
  scope: Scope,
  ctx: PersonContext,
  { callId, userId }: { readonly callId: CallId; readonly userId: UserId },
): Promise<Record<string, never>> {
  const { call } = await ctx.transact((tx) => requireHosted(tx, callId));
  const deviceId = call.participants.find((one) => one.userId === userId)?.deviceId;
  if (!deviceId) throw new AppError("not_found");
  await scope.media.mute(callId, toIdentity({ userId, deviceId }));
  return {};
}

/** @throws AppError not_found; forbidden (call.host) */
async function requireHosted(ctx: UserContext, callId: CallId): Promise<SeenCall> {
  const seen = await requireCall(ctx, callId);
  const { userId } = ctx;
  if (!canHostCall(seen.call, { userId, isOwner: seen.conversation.isOwner })) throw new AppError("forbidden", { permission: "call.host" });
  return seen;
}

const joinIfOpen = (call: Call, caller: Parameters<typeof callRules.joinCall>[1], now: Date): Call =>
  call.state === "ended" ? call : callRules.joinCall(call, caller, now);

async function planCall(
  ctx: UserContext,
  { kind, id: conversationId }: ConversationRow,
  { id, deviceId, hasVideo }: ParsedInput<typeof api.startCall>,
): Promise<Parameters<typeof callRules.openCall>[0]> {
  const memberIds = await store.listMemberIds(ctx.db, ctx.applicationId, conversationId, maxRungCount + 1);
  const others = memberIds.filter((userId) => userId !== ctx.userId);
  const isPersonal = kind === "personal";
  if (isPersonal && others.length === 0) throw new AppError("conflict", { reason: "nobody" });
  const rungIds = others.length > maxRungCount ? [] : others;
  const busyIds = await store.filterTalking(ctx.db, ctx.applicationId, rungIds);
  const starter = { userId: ctx.userId, deviceId };
  return { ...{ id, conversationId, isPersonal, hasVideo, starter, rungIds, busyIds } };
}

/** A person talks in one call at a time. Locks the conversation of the one he enters, too. */
async function hangUpElsewhere(scope: Scope, ctx: UserContext, enteredId: ConversationId): Promise<void> {
  const { db, applicationId, userId, now } = ctx;
  const elsewhere = (await store.listTalkingPlaces(db, applicationId, userId)).filter(({ conversationId }) => conversationId !== enteredId);
  await store.lockConversations(db, applicationId, [enteredId, ...elsewhere.map(({ conversationId }) => conversationId)]);
  for (const { id } of elsewhere) {
    const call = await store.findCall(db, applicationId, id);
    if (call) await keepCall(scope, ctx, call, callRules.leaveCall(call, userId, null, now));
  }
}

async function enter({ media }: Scope, ctx: UserContext, call: Call, deviceId: CallDeviceId): Promise<Entered> {
  if (call.state === "ended") return { call, access: null };
  const { fullName } = await requireActiveUser(ctx, { id: ctx.userId });
  const token = await media.createToken({ room: call.id, identity: toIdentity({ userId: ctx.userId, deviceId }), name: fullName });
  return { call, access: { url: media.url, token } };
}
