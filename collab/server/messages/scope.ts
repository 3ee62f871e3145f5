import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Message, MessageEvent } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError } from "@veche/kernel";
import type { Db, UserContext } from "../context.ts";
import type { AudienceCache } from "./audience.ts";
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

/** @throws AppError not_found */
export async function requireMessage(
  db: Db,
  place: { readonly applicationId: ApplicationId; readonly id: ConversationId },
  seq: number,
): Promise<Message> {
  const message = await findMessage(db, { applicationId: place.applicationId, conversationId: place.id }, seq);
  if (!message) throw new AppError("not_found");
  return message;
}

/** Tells everybody who sees the conversation that a message changed. @returns the message in its present state */
export async function announceChange(scope: Scope, ctx: UserContext, message: Message, audienceVersion: number): Promise<Message> {
  const place = { applicationId: ctx.applicationId, id: message.conversationId };
  const changed = await requireMessage(ctx.db, place, message.seq);
  const userIds = await scope.audiences.list(ctx.applicationId, message.conversationId, audienceVersion);
  ctx.emit({ type: "message.changed", message: changed }, { userIds });
  return changed;
}
