import { toPreviewText } from "@veche/collab-domain/messages";
import { computeRetryDelayMs, maxAttemptCount, mayBeSilent, type PushContent, type Subscription } from "@veche/collab-domain/notifications";
import { sendPush, type PushMessage, type PushOutcome } from "@veche/server/web-push";
import { createHash } from "node:crypto";
import * as store from "./delivery-store.ts";
import type { Delivery, MessageToShow } from "./delivery-store.ts";
import { deleteDevice, noteDeviceFailure, noteDeviceSuccess } from "./device-store.ts";
import type { NotificationParts } from "./parts.ts";

const batchSize = 40;
/** longer than any request may take */
const claimMs = 60_000;
const keptSeconds = 3 * 24 * 3600;

/** Hands over everything that is due. Many may run at once, in many processes; what one of them leaves behind is due again. */
export async function sendDue(parts: NotificationParts): Promise<void> {
  for (;;) {
    const now = parts.now();
    const claimed = await store.claimDue(parts.db, now, new Date(now.getTime() + claimMs), batchSize);
    await Promise.all(claimed.map((delivery) => deliver(parts, delivery)));
    if (claimed.length < batchSize) return;
  }
}

/** What the device shall show is decided by how things are now: what was read meanwhile is not sent, what is shown is taken back. */
async function deliver(parts: NotificationParts, delivery: Delivery): Promise<void> {
  const message = await store.findMessageToShow(parts.db, delivery, parts.now());
  const isShown = message?.isWanted === true;
  if (!isShown && (delivery.shownSeq === 0 || !mayBeSilent(delivery.subscription.endpoint))) {
    return settle(parts, delivery, 0, null);
  }
  const badgeCount = await store.countUnreadConversations(parts.db, delivery);
  const { conversationId } = delivery;
  const content: PushContent = isShown ? toContent(delivery, message, badgeCount) : { type: "withdraw", conversationId, badgeCount };
  const outcome = await sendContent(parts, delivery.subscription, content);
  await keepOutcome(parts, delivery, outcome, isShown ? delivery.wantedSeq : 0);
}

function toContent({ conversationId }: Delivery, message: MessageToShow, badgeCount: number): PushContent {
  const { seq, language, unreadCount, authorName: author, title } = message;
  const shown = message.isContentFree ? null : { author, title, text: toPreviewText(message.text) };
  return { type: "message", conversationId, seq, language, shown, unreadCount, badgeCount };
}

async function keepOutcome(parts: NotificationParts, delivery: Delivery, outcome: PushOutcome, shownSeq: number): Promise<void> {
  const { db } = parts;
  const { applicationId, deviceId } = delivery;
  const now = parts.now();
  switch (outcome.type) {
    case "gone":
      return deleteDevice(db, applicationId, deviceId);
    case "accepted":
      await noteDeviceSuccess(db, applicationId, deviceId, now);
      return settle(parts, delivery, shownSeq, now);
    case "refused":
      await noteDeviceFailure(db, applicationId, deviceId, outcome.reason, now);
      return settle(parts, delivery, delivery.shownSeq, null);
    case "later":
      await noteDeviceFailure(db, applicationId, deviceId, outcome.reason, now);
      return retry(parts, delivery, outcome.retryAfterMs);
  }
}

async function settle(parts: NotificationParts, delivery: Delivery, shownSeq: number, handedAt: Date | null): Promise<void> {
  const isDue = await store.settle(parts.db, delivery, shownSeq, handedAt);
  if (isDue) await parts.scheduleSending(parts.db, parts.now());
}

async function retry(parts: NotificationParts, delivery: Delivery, askedMs: number): Promise<void> {
  if (delivery.attemptCount >= maxAttemptCount) return settle(parts, delivery, delivery.shownSeq, null);
  const dueAt = new Date(parts.now().getTime() + computeRetryDelayMs(delivery.attemptCount, askedMs));
  await store.postpone(parts.db, delivery, dueAt);
  await parts.scheduleSending(parts.db, dueAt);
}

/** Hands one message over to the push service of a browser. */
export function sendContent(parts: NotificationParts, subscription: Subscription, content: PushContent): Promise<PushOutcome> {
  const { keys, contact, isPrivateAllowed } = parts;
  return sendPush(subscription, toPushMessage(content), { keys, contact, isPrivateAllowed, now: parts.now() });
}

function toPushMessage(content: PushContent): PushMessage {
  const bytes = Buffer.from(JSON.stringify(content));
  if (content.type === "test") return { content: bytes, ttlSeconds: 60, urgency: "high" };
  const topic = createHash("sha256").update(content.conversationId).digest("base64url").slice(0, 32);
  return { content: bytes, ttlSeconds: keptSeconds, urgency: content.type === "message" ? "high" : "normal", topic };
}
