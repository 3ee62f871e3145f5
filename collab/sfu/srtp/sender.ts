import { createPacketCipher, noTrailer, type PacketCipher } from "./cipher.ts";
import { deriveSessionKeys, type MasterKey, type SessionKeys, type SrtpProfile } from "./keys.ts";
import { PacketIndex } from "./packet-index.ts";

const rtcpHeaderBytes = 8;
const indexBytes = 4;
const encryptedFlag = 0x8000_0000;

/** Protects what we send on one transport. @see RFC 3711, RFC 7714 */
export class SrtpSender {
  readonly #rtp: PacketCipher;
  readonly #rtcp: PacketCipher;
  readonly #isGcm: boolean;
  readonly #indexes = new Map<number, PacketIndex>();
  readonly #rollovers = Buffer.alloc(4);
  #rtcpIndex = 0;

  constructor(profile: SrtpProfile, rtp: SessionKeys, rtcp: SessionKeys, firstRtcpIndex = 0) {
    this.#rtp = createPacketCipher(profile, rtp);
    this.#rtcp = createPacketCipher(profile, rtcp);
    this.#isGcm = profile === "aes-128-gcm";
    this.#rtcpIndex = firstRtcpIndex;
  }

  static fromMaster(profile: SrtpProfile, master: MasterKey): SrtpSender {
    return new SrtpSender(profile, deriveSessionKeys(profile, master, "rtp"), deriveSessionKeys(profile, master, "rtcp"));
  }

  /**
   * A packet ready for the wire.
   * @param header holds the RTP header with extensions in its first `headerBytes`; each sequence number of an SSRC may come once only,
   * as two packets under one nonce would give the key away
   */
  protectRtp(header: Buffer, headerBytes: number, payload: Buffer): Buffer {
    const packet = Buffer.allocUnsafe(headerBytes + payload.length + this.#rtp.tagBytes);
    header.copy(packet, 0, 0, headerBytes);
    const sequence = packet.readUInt16BE(2);
    const ssrc = packet.readUInt32BE(8);
    const index = this.#advance(ssrc, sequence);
    const high = Math.floor(index / 0x1_0000);
    if (!this.#isGcm) this.#rollovers.writeUInt32BE(high);
    this.#rtp.seal(packet, headerBytes, payload, this.#isGcm ? noTrailer : this.#rollovers, { ssrc, high, low: sequence });
    return packet;
  }

  #advance(ssrc: number, sequence: number): number {
    let counter = this.#indexes.get(ssrc);
    if (!counter) this.#indexes.set(ssrc, (counter = new PacketIndex()));
    const index = counter.estimate(sequence);
    counter.commit(index);
    return index;
  }

  /** @param packet a whole compound packet */
  protectRtcp(packet: Buffer): Buffer {
    const index = this.#rtcpIndex;
    this.#rtcpIndex = (index + 1) & 0x7fff_ffff;
    const trailer = Buffer.alloc(indexBytes);
    trailer.writeUInt32BE((index | encryptedFlag) >>> 0);
    const { tagBytes } = this.#rtcp;
    const out = Buffer.allocUnsafe(packet.length + tagBytes + indexBytes);
    packet.copy(out, 0, 0, rtcpHeaderBytes);
    const nonce = { ssrc: packet.readUInt32BE(4), high: index >>> 16, low: index & 0xffff };
    if (!this.#isGcm) return this.#protectRtcpByCounter(out, packet, trailer, nonce);
    this.#rtcp.seal(out, rtcpHeaderBytes, packet.subarray(rtcpHeaderBytes), trailer, nonce);
    trailer.copy(out, packet.length + tagBytes);
    return out;
  }

  /** Here the index stands before the tag. @see RFC 3711 §3.4 */
  #protectRtcpByCounter(out: Buffer, packet: Buffer, trailer: Buffer, nonce: { ssrc: number; high: number; low: number }): Buffer {
    const { tagBytes } = this.#rtcp;
    this.#rtcp.seal(out, rtcpHeaderBytes, packet.subarray(rtcpHeaderBytes), trailer, nonce);
    out.copyWithin(packet.length + indexBytes, packet.length, packet.length + tagBytes);
    trailer.copy(out, packet.length);
    return out;
  }
}
