export { decodeContent, decryptPush, encodeContent, encryptPush, maxPushBytes } from "./encoding.ts";
export type { PushSubscription } from "./encoding.ts";
export { sendPush } from "./send.ts";
export type { PushMessage, PushOutcome, PushSender } from "./send.ts";
export { deriveVapidKeys, signVapid } from "./vapid.ts";
export type { VapidKeys } from "./vapid.ts";
