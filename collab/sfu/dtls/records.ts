import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import type { WriteKey } from "./secrets.ts";

export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** DTLS 1.2 as it is written on the wire. @see RFC 6347 §4.1 */
export const version = 0xfefd;
const headerBytes = 13;
const explicitNonceBytes = 8;
const tagBytes = 16;
const longestContentBytes = 0x4000 + 256;

export interface DtlsRecord {
  readonly type: number;
  readonly epoch: number;
  /** 48 bits */
  readonly sequence: number;
  readonly content: Buffer;
}

/** @returns the records up to the first that is not well formed */
export function parseRecords(packet: Buffer): DtlsRecord[] {
  const records: DtlsRecord[] = [];
  let offset = 0;
  while (offset + headerBytes <= packet.length) {
    const length = packet.readUInt16BE(offset + 11);
    const end = offset + headerBytes + length;
    if (packet[offset + 1] !== version >> 8 || length > longestContentBytes || end > packet.length) break;
    records.push({
      type: packet[offset] ?? 0,
      epoch: packet.readUInt16BE(offset + 3),
      sequence: packet.readUIntBE(offset + 5, 6),
      content: packet.subarray(offset + headerBytes, end),
    });
    offset = end;
  }
  return records;
}

export function serializeRecord({ type, epoch, sequence, content }: DtlsRecord): Buffer {
  const record = Buffer.allocUnsafe(headerBytes + content.length);
  writeHeader(record, type, epoch, sequence, content.length);
  content.copy(record, headerBytes);
  return record;
}

function writeHeader(target: Buffer, type: number, epoch: number, sequence: number, length: number): void {
  target[0] = type;
  target.writeUInt16BE(version, 1);
  target.writeUInt16BE(epoch, 3);
  target.writeUIntBE(sequence, 5, 6);
  target.writeUInt16BE(length, 11);
}

/** What the tag proves beside the content. @see RFC 5246 §6.2.3.3 */
function toProven({ type, epoch, sequence }: Omit<DtlsRecord, "content">, length: number): Buffer {
  const proven = Buffer.allocUnsafe(headerBytes);
  proven.writeUInt16BE(epoch, 0);
  proven.writeUIntBE(sequence, 2, 6);
  proven[8] = type;
  proven.writeUInt16BE(version, 9);
  proven.writeUInt16BE(length, 11);
  return proven;
}

/** TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 in one direction. @see RFC 5288 */
export class RecordCipher {
  readonly #key: KeyObject;
  readonly #fixedNonce: Buffer;

  constructor({ key, fixedNonce }: WriteKey) {
    this.#key = createSecretKey(key);
    this.#fixedNonce = fixedNonce;
  }

  seal(record: DtlsRecord): DtlsRecord {
    const explicit = Buffer.allocUnsafe(explicitNonceBytes);
    explicit.writeUInt16BE(record.epoch, 0);
    explicit.writeUIntBE(record.sequence, 2, 6);
    const cipher = createCipheriv("aes-128-gcm", this.#key, Buffer.concat([this.#fixedNonce, explicit]));
    cipher.setAAD(toProven(record, record.content.length));
    const hidden = cipher.update(record.content);
    cipher.final();
    return { ...record, content: Buffer.concat([explicit, hidden, cipher.getAuthTag()]) };
  }

  /** @returns undefined for a forged record */
  open(record: DtlsRecord): Buffer | undefined {
    const { content } = record;
    const end = content.length - tagBytes;
    if (end < explicitNonceBytes) return undefined;
    const nonce = Buffer.concat([this.#fixedNonce, content.subarray(0, explicitNonceBytes)]);
    const decipher = createDecipheriv("aes-128-gcm", this.#key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(toProven(record, end - explicitNonceBytes));
    decipher.setAuthTag(content.subarray(end));
    const plain = decipher.update(content.subarray(explicitNonceBytes, end));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plain;
  }
}
