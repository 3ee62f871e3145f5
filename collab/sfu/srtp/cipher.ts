import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import type { SessionKeys, SrtpProfile } from "./keys.ts";

/**
 * Protects bytes of one kind (RTP or RTCP) in one direction.
 * The index is what makes the nonce: 48 bits for RTP (rollovers and sequence), 31 for RTCP.
 */
export interface PacketCipher {
  readonly tagBytes: number;
  /**
   * Writes the encrypted form of `plain` and the tag behind `target[0, start)`, which is proven too, and `trailer` as well.
   * @param trailer proven but not part of what is written: rollovers, or the RTCP index
   */
  seal(target: Buffer, start: number, plain: Buffer, trailer: Buffer, nonce: Nonce): void;
  /** Decrypts `packet[start, end)` in place when the tag behind it is right. @returns whether it was */
  open(packet: Buffer, start: number, end: number, trailer: Buffer, nonce: Nonce): boolean;
}

export interface Nonce {
  readonly ssrc: number;
  /** bits 16 and up of the index */
  readonly high: number;
  /** bits 0–15 of the index */
  readonly low: number;
}

export function createPacketCipher(profile: SrtpProfile, keys: SessionKeys): PacketCipher {
  return profile === "aes-128-gcm" ? new GcmCipher(keys) : new CounterCipher(keys);
}

/** RTP proves the header only; RTCP the header and its index. @see RFC 7714 §8, §9 */
class GcmCipher implements PacketCipher {
  readonly tagBytes = 16;
  // A key in a buffer would be imported anew for each packet, which costs more than the encryption.
  readonly #key: KeyObject;
  readonly #iv = Buffer.alloc(12);
  readonly #saltView: DataView;
  readonly #ivView: DataView;

  constructor(keys: SessionKeys) {
    this.#key = createSecretKey(keys.key);
    this.#saltView = viewOf(keys.salt);
    this.#ivView = viewOf(this.#iv);
  }

  #setNonce({ ssrc, high, low }: Nonce): void {
    const salt = this.#saltView;
    this.#ivView.setUint16(0, salt.getUint16(0));
    this.#ivView.setUint32(2, ssrc ^ salt.getUint32(2));
    this.#ivView.setUint32(6, high ^ salt.getUint32(6));
    this.#ivView.setUint16(10, low ^ salt.getUint16(10));
  }

  seal(target: Buffer, start: number, plain: Buffer, trailer: Buffer, nonce: Nonce): void {
    this.#setNonce(nonce);
    const cipher = createCipheriv("aes-128-gcm", this.#key, this.#iv);
    cipher.setAAD(joinProven(target.subarray(0, start), trailer));
    cipher.update(plain).copy(target, start);
    cipher.final();
    cipher.getAuthTag().copy(target, start + plain.length);
  }

  open(packet: Buffer, start: number, end: number, trailer: Buffer, nonce: Nonce): boolean {
    this.#setNonce(nonce);
    const decipher = createDecipheriv("aes-128-gcm", this.#key, this.#iv, { authTagLength: this.tagBytes });
    decipher.setAAD(joinProven(packet.subarray(0, start), trailer));
    decipher.setAuthTag(packet.subarray(end, end + this.tagBytes));
    const plain = decipher.update(packet.subarray(start, end));
    try {
      decipher.final();
    } catch {
      return false;
    }
    plain.copy(packet, start);
    return true;
  }
}

const joinProven = (header: Buffer, trailer: Buffer): Buffer => (trailer.length === 0 ? header : Buffer.concat([header, trailer]));

/** @see RFC 3711 §4.1.1, §4.2.1 */
class CounterCipher implements PacketCipher {
  readonly tagBytes = 10;
  readonly #key: KeyObject;
  readonly #authenticationKey: KeyObject;
  readonly #counter = Buffer.alloc(16);
  readonly #saltView: DataView;
  readonly #counterView: DataView;

  constructor(keys: SessionKeys) {
    this.#key = createSecretKey(keys.key);
    this.#authenticationKey = createSecretKey(keys.authenticationKey);
    this.#saltView = viewOf(keys.salt);
    this.#counterView = viewOf(this.#counter);
  }

  #setNonce({ ssrc, high, low }: Nonce): void {
    const salt = this.#saltView;
    this.#counterView.setUint32(0, salt.getUint32(0));
    this.#counterView.setUint32(4, ssrc ^ salt.getUint32(4));
    this.#counterView.setUint32(8, high ^ salt.getUint32(8));
    this.#counterView.setUint16(12, low ^ salt.getUint16(12));
  }

  seal(target: Buffer, start: number, plain: Buffer, trailer: Buffer, nonce: Nonce): void {
    this.#setNonce(nonce);
    const end = start + plain.length;
    createCipheriv("aes-128-ctr", this.#key, this.#counter).update(plain).copy(target, start);
    this.#computeTag(target.subarray(0, end), trailer).copy(target, end, 0, this.tagBytes);
  }

  open(packet: Buffer, start: number, end: number, trailer: Buffer, nonce: Nonce): boolean {
    const tag = this.#computeTag(packet.subarray(0, end), trailer).subarray(0, this.tagBytes);
    if (!timingSafeEqual(tag, packet.subarray(end, end + this.tagBytes))) return false;
    this.#setNonce(nonce);
    createDecipheriv("aes-128-ctr", this.#key, this.#counter).update(packet.subarray(start, end)).copy(packet, start);
    return true;
  }

  #computeTag(proven: Buffer, trailer: Buffer): Buffer {
    return createHmac("sha1", this.#authenticationKey).update(proven).update(trailer).digest();
  }
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** What GCM proves beside the RTP header: nothing, for its nonce holds the rollovers. */
export const noTrailer = Buffer.alloc(0);
