import { AppError } from "@veche/kernel";
import { fetchOutside } from "../outgoing/index.ts";
import { encryptPush, type PushSubscription } from "./encoding.ts";
import { signVapid, type VapidKeys } from "./vapid.ts";

export interface PushMessage {
  readonly content: Uint8Array;
  /** how long the push service keeps it for a device that is off */
  readonly ttlSeconds: number;
  /** high wakes a sleeping phone. @see RFC 8030 §5.3 */
  readonly urgency: "low" | "normal" | "high";
  /** of messages that wait, only the newest of a topic is delivered; 32 letters of base64url at most. @see RFC 8030 §5.4 */
  readonly topic?: string;
}

export interface PushSender {
  readonly keys: VapidKeys;
  readonly contact: string;
  readonly now: Date;
  /** push services of a closed network; never when anybody may name an endpoint */
  readonly isPrivateAllowed: boolean;
}

/**
 * accepted: the push service has it · gone: the browser receives no more · refused: it will not become better by trying again ·
 * later: try again, not before `retryAfterMs`
 */
export type PushOutcome =
  | { readonly type: "accepted" | "gone" }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "later"; readonly reason: string; readonly retryAfterMs: number };

/** Hands a message over to the push service of a browser. Never throws for what the other side does. @see RFC 8030 §5 */
export async function sendPush(subscription: PushSubscription, message: PushMessage, sender: PushSender): Promise<PushOutcome> {
  try {
    const { status, headers } = await fetchOutside(subscription.endpoint, {
      method: "POST",
      headers: {
        authorization: signVapid(sender.keys, subscription.endpoint, sender.contact, sender.now),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(message.ttlSeconds),
        urgency: message.urgency,
        ...(message.topic !== undefined && { topic: message.topic }),
      },
      body: encryptPush(message.content, subscription),
      allowPrivate: sender.isPrivateAllowed,
    });
    return toOutcome(status, headers["retry-after"], sender.now);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isFinal = error.code === "forbidden" || error.code === "invalid";
    const { reason = error.code } = error.details as { readonly reason?: string };
    return isFinal ? { type: "refused", reason } : { type: "later", reason, retryAfterMs: 0 };
  }
}

function toOutcome(status: number, retryAfter: string | undefined, now: Date): PushOutcome {
  if (status >= 200 && status < 300) return { type: "accepted" };
  if (status === 404 || status === 410) return { type: "gone" };
  const reason = `http_${status}`;
  if (status === 429 || status >= 500) return { type: "later", reason, retryAfterMs: parseRetryAfter(retryAfter, now) };
  return { type: "refused", reason };
}

/** @see RFC 9110 §10.2.3 */
function parseRetryAfter(header: string | undefined, now: Date): number {
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header ?? "") - now.getTime();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : 0;
}
