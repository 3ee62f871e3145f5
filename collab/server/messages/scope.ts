import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { toSeen, type Message, type MessageEvent } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError, must } from "@veche/kernel";
import type { Db, UserContext } from "../context.ts";
import { addressEvent, type AudienceCache } from "./audience.ts";
import { findMessage } from "./store.ts";
import type { MessageWriter } from "./writer.ts";

/** An event and the people to whom it goes. */
export interface Delivery {
  readonly applicationId: ApplicationId;
  readonly event: MessageEvent;
  readonly userIds: readonly UserId[];
}

/** What the actions of messages use of the running server. */
export interface Scope {
  readonly db: Db;
  readonly writer: MessageWriter;
  readonly audiences: AudienceCache;
}

/** @param place a conversation as the asking person sees it @throws AppError not_found, also when it stands before his history */
export async function requireMessage(
  db: Db,
  place: { readonly applicationId: ApplicationId; readonly id: ConversationId; readonly hiddenSeq: number },
  seq: number,
): Promise<Message> {
  const message = await findMessage(db, { applicationId: place.applicationId, conversationId: place.id }, seq);
  const seen = message && toSeen(message, place.hiddenSeq);
  if (!seen) throw new AppError("not_found");
  return seen;
}

/** Tells everybody who sees the message that it changed. @returns its present state, as the actor sees it */
export async function announceChange(scope: Scope, ctx: UserContext, message: Message, audienceVersion: number): Promise<Message> {
  const { applicationId, userId } = ctx;
  const { conversationId, seq } = message;
  const changed = must(await findMessage(ctx.db, { applicationId, conversationId }, seq));
  const audience = await scope.audiences.get(applicationId, conversationId, audienceVersion, ctx.db);
  for (const { event, userIds } of addressEvent({ type: "message.changed", message: changed }, audience)) ctx.emit(event, { userIds });
  return must(toSeen(changed, audience.hiddenSeqs.get(userId) ?? 0));
}
