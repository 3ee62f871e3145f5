import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from "node:crypto";

const tagBytes = 16;
const saltBytes = 16;
const headerBytes = saltBytes + 5;
const lastRecord = 2;
const otherRecord = 1;

/** What a record of the encoding is closed with. */
export interface ContentKey {
  readonly inputKey: Uint8Array;
  /** 16 bytes, never used twice with one key */
  readonly salt: Uint8Array;
  readonly keyId: Uint8Array;
  /** of a record, its tag included */
  readonly recordBytes: number;
}

/** Content encoding `aes128gcm`. @see RFC 8188 */
export function encodeContent(content: Uint8Array, { inputKey, salt, keyId, recordBytes }: ContentKey): Buffer {
  const { key, nonce } = deriveKeys(inputKey, salt);
  const header = Buffer.alloc(headerBytes);
  header.set(salt);
  header.writeUInt32BE(recordBytes, saltBytes);
  header.writeUInt8(keyId.length, saltBytes + 4);
  const parts: Uint8Array[] = [header, keyId];
  const room = recordBytes - tagBytes - 1;
  const count = Math.max(1, Math.ceil(content.length / room));
  for (let index = 0; index < count; index += 1) {
    const cipher = createCipheriv("aes-128-gcm", key, nonceOf(nonce, index));
    const delimiter = Buffer.of(index === count - 1 ? lastRecord : otherRecord);
    parts.push(cipher.update(content.subarray(index * room, (index + 1) * room)), cipher.update(delimiter), cipher.final());
    parts.push(cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

/** @param findKey the input key for the key id of the header @throws Error when it was closed with another key or cut short @see RFC 8188 */
export function decodeContent(encoded: Buffer, findKey: (keyId: Buffer) => Uint8Array): Buffer {
  const recordBytes = encoded.readUInt32BE(saltBytes);
  const bodyAt = headerBytes + encoded.readUInt8(saltBytes + 4);
  const { key, nonce } = deriveKeys(findKey(encoded.subarray(headerBytes, bodyAt)), encoded.subarray(0, saltBytes));
  const parts: Buffer[] = [];
  let isComplete = false;
  for (let at = bodyAt, index = 0; at < encoded.length; at += recordBytes, index += 1) {
    const record = encoded.subarray(at, at + recordBytes);
    const decipher = createDecipheriv("aes-128-gcm", key, nonceOf(nonce, index)).setAuthTag(record.subarray(-tagBytes));
    const opened = Buffer.concat([decipher.update(record.subarray(0, -tagBytes)), decipher.final()]);
    const delimiterAt = opened.findLastIndex((byte) => byte !== 0);
    isComplete = opened[delimiterAt] === lastRecord;
    parts.push(opened.subarray(0, delimiterAt));
  }
  if (!isComplete) throw new Error("the last record is missing");
  return Buffer.concat(parts);
}

function deriveKeys(inputKey: Uint8Array, salt: Uint8Array): { readonly key: Buffer; readonly nonce: Buffer } {
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync("sha256", inputKey, salt, `Content-Encoding: ${name}\0`, length));
  return { key: derive("aes128gcm", 16), nonce: derive("nonce", 12) };
}

/** The number of the record is mixed into the lowest bytes. @see RFC 8188 §2.3 */
function nonceOf(base: Buffer, index: number): Buffer {
  const nonce = Buffer.from(base);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ index) >>> 0, 8);
  return nonce;
}

/** Where a browser receives, as it told. @see https://www.w3.org/TR/push-api/#pushsubscription-interface */
export interface PushSubscription {
  /** address at the browser's push service: whoever has it may send to it */
  readonly endpoint: string;
  /** base64url of the browser's public key, 65 bytes of an uncompressed point of P-256 */
  readonly p256dh: string;
  /** base64url of 16 secret bytes */
  readonly auth: string;
}

const pushRecordBytes = 4096;
/** What fits into one record, which is all that a push service must take. @see RFC 8291 §4 */
export const maxPushBytes = pushRecordBytes - tagBytes - 1 - headerBytes - 65;

/** Closes a message for one browser; nobody between can read it. @param given fixed values, for test vectors only @see RFC 8291 */
export function encryptPush(
  content: Uint8Array,
  subscription: Pick<PushSubscription, "p256dh" | "auth">,
  given: { readonly senderKey?: Uint8Array; readonly salt?: Uint8Array } = {},
): Buffer {
  const sender = createECDH("prime256v1");
  if (given.senderKey) sender.setPrivateKey(given.senderKey);
  else sender.generateKeys();
  const receiverKey = Buffer.from(subscription.p256dh, "base64url");
  const keyId = sender.getPublicKey();
  const inputKey = combineKeys(sender.computeSecret(receiverKey), subscription.auth, receiverKey, keyId);
  return encodeContent(content, { inputKey, salt: given.salt ?? randomBytes(saltBytes), keyId, recordBytes: pushRecordBytes });
}

/** Opens a message as the browser does. @see RFC 8291 */
export function decryptPush(encoded: Buffer, receiver: ECDH, auth: string): Buffer {
  return decodeContent(encoded, (senderKey) => combineKeys(receiver.computeSecret(senderKey), auth, receiver.getPublicKey(), senderKey));
}

/** @see RFC 8291 §3.4 */
function combineKeys(secret: Uint8Array, auth: string, receiverKey: Uint8Array, senderKey: Uint8Array): Buffer {
  const information = Buffer.concat([Buffer.from("WebPush: info\0"), receiverKey, senderKey]);
  return Buffer.from(hkdfSync("sha256", secret, Buffer.from(auth, "base64url"), information, 32));
}
