import { createHmac, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

/** @see RFC 8489 §5 */
export const magicCookie = 0x2112a442;
export const headerBytes = 20;

/** @see RFC 8489 §18.3, RFC 8445 §16.1 */
export const attributeType = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  xorMappedAddress: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  iceControlled: 0x8029,
  iceControlling: 0x802a,
} as const;

/** The type field of the two messages ICE speaks. @see RFC 8489 §5 */
export const messageType = { bindingRequest: 0x0001, bindingSuccess: 0x0101, bindingError: 0x0111 } as const;

export interface StunAttribute {
  readonly type: number;
  readonly value: Buffer;
}

export interface StunMessage {
  readonly type: number;
  /** 12 bytes */
  readonly transactionId: Buffer;
  /** in the order of the wire */
  readonly attributes: readonly StunAttribute[];
}

interface Placed extends StunMessage {
  readonly offsets: readonly number[];
}

const integrityBytes = 20;
const fingerprintMask = 0x5354554e;

/** @returns undefined for everything that is not one whole well-formed message; attributes share memory with the packet */
export function parseStun(packet: Buffer): StunMessage | undefined {
  const placed = parsePlaced(packet);
  return placed && { type: placed.type, transactionId: placed.transactionId, attributes: placed.attributes };
}

function parsePlaced(packet: Buffer): Placed | undefined {
  if (packet.length < headerBytes || packet.readUInt32BE(4) !== magicCookie) return undefined;
  const type = packet.readUInt16BE(0);
  const bodyBytes = packet.readUInt16BE(2);
  if (type > 0x3fff || bodyBytes % 4 !== 0 || packet.length !== headerBytes + bodyBytes) return undefined;
  const attributes: StunAttribute[] = [];
  const offsets: number[] = [];
  let offset = headerBytes;
  while (offset < packet.length) {
    const end = offset + 4 + packet.readUInt16BE(offset + 2);
    if (end > packet.length) return undefined;
    attributes.push({ type: packet.readUInt16BE(offset), value: packet.subarray(offset + 4, end) });
    offsets.push(offset);
    offset = padTo4(end);
  }
  return { type, transactionId: packet.subarray(8, headerBytes), attributes, offsets };
}

const padTo4 = (length: number): number => (length + 3) & ~3;

/** The value of the first attribute of that type before MESSAGE-INTEGRITY; what follows the proof is not proven. @see RFC 8489 §14.5 */
export function findAttribute(message: StunMessage, type: number): Buffer | undefined {
  for (const attribute of message.attributes) {
    if (attribute.type === type) return attribute.value;
    if (attribute.type === attributeType.messageIntegrity) return undefined;
  }
  return undefined;
}

/** Whether the sender knows the key. A message without MESSAGE-INTEGRITY proves nothing. @see RFC 8489 §14.5 */
export function hasIntegrity(packet: Buffer, key: string): boolean {
  const placed = parsePlaced(packet);
  const index = placed?.attributes.findIndex(({ type }) => type === attributeType.messageIntegrity) ?? -1;
  const offset = placed?.offsets[index];
  const value = placed?.attributes[index]?.value;
  if (offset === undefined || value?.length !== integrityBytes) return false;
  return timingSafeEqual(computeIntegrity(packet.subarray(0, offset), key), value);
}

/** Whether the message ends in a right FINGERPRINT. @see RFC 8489 §14.7 */
export function hasFingerprint(packet: Buffer): boolean {
  const placed = parsePlaced(packet);
  const last = placed?.attributes.at(-1);
  const offset = placed?.offsets.at(-1);
  if (last?.type !== attributeType.fingerprint || last.value.length !== 4 || offset === undefined) return false;
  return last.value.readUInt32BE(0) === computeFingerprint(packet.subarray(0, offset));
}

/** @returns the message with MESSAGE-INTEGRITY made with the key, and FINGERPRINT */
export function serializeStun(message: StunMessage, key: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(message.type, 0);
  header.writeUInt32BE(magicCookie, 4);
  message.transactionId.copy(header, 8);
  const body = Buffer.concat([header, ...message.attributes.map(serializeAttribute)]);
  const integrity = serializeAttribute({ type: attributeType.messageIntegrity, value: computeIntegrity(body, key) });
  const proven = Buffer.concat([body, integrity]);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE(computeFingerprint(proven));
  const whole = Buffer.concat([proven, serializeAttribute({ type: attributeType.fingerprint, value: fingerprint })]);
  whole.writeUInt16BE(whole.length - headerBytes, 2);
  return whole;
}

function serializeAttribute({ type, value }: StunAttribute): Buffer {
  const bytes = Buffer.alloc(padTo4(4 + value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** The length in the header counts up to the end of the attribute that is being computed. */
function withLength(start: Buffer, attributeBytes: number): Buffer {
  const copy = Buffer.from(start);
  copy.writeUInt16BE(start.length + attributeBytes - headerBytes, 2);
  return copy;
}

function computeIntegrity(start: Buffer, key: string): Buffer {
  return createHmac("sha1", key)
    .update(withLength(start, 4 + integrityBytes))
    .digest();
}

function computeFingerprint(start: Buffer): number {
  return (crc32(withLength(start, 8)) ^ fingerprintMask) >>> 0;
}
