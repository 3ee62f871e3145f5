import { createPacketCipher, noTrailer, type PacketCipher } from "./cipher.ts";
import { deriveSessionKeys, type MasterKey, type SessionKeys, type SrtpProfile } from "./keys.ts";
import { PacketIndex, ReplayWindow } from "./packet-index.ts";

const rtcpHeaderBytes = 8;
const indexBytes = 4;
/** A peer that proves packets of more sources than this is not a conference. */
const mostSources = 512;

interface Source {
  readonly index: PacketIndex;
  readonly window: ReplayWindow;
}

/** Opens what a peer sends on one transport, each packet once. @see RFC 3711, RFC 7714 */
export class SrtpReceiver {
  readonly #rtp: PacketCipher;
  readonly #rtcp: PacketCipher;
  readonly #isGcm: boolean;
  readonly #sources = new Map<number, Source>();
  readonly #rtcpWindows = new Map<number, ReplayWindow>();
  readonly #rollovers = Buffer.alloc(4);

  constructor(profile: SrtpProfile, rtp: SessionKeys, rtcp: SessionKeys) {
    this.#rtp = createPacketCipher(profile, rtp);
    this.#rtcp = createPacketCipher(profile, rtcp);
    this.#isGcm = profile === "aes-128-gcm";
  }

  static fromMaster(profile: SrtpProfile, master: MasterKey): SrtpReceiver {
    return new SrtpReceiver(profile, deriveSessionKeys(profile, master, "rtp"), deriveSessionKeys(profile, master, "rtcp"));
  }

  /**
   * Decrypts in place.
   * @param headerBytes where the payload begins
   * @returns where the payload ends; undefined for forged, repeated and too old packets
   */
  unprotectRtp(packet: Buffer, headerBytes: number): number | undefined {
    const end = packet.length - this.#rtp.tagBytes;
    if (end < headerBytes) return undefined;
    const sequence = packet.readUInt16BE(2);
    const ssrc = packet.readUInt32BE(8);
    const source = this.#sources.get(ssrc) ?? { index: new PacketIndex(), window: new ReplayWindow() };
    const index = source.index.estimate(sequence);
    if (!source.window.isFresh(index)) return undefined;
    const high = Math.floor(index / 0x1_0000);
    if (!this.#isGcm) this.#rollovers.writeUInt32BE(high);
    const trailer = this.#isGcm ? noTrailer : this.#rollovers;
    if (!this.#rtp.open(packet, headerBytes, end, trailer, { ssrc, high, low: sequence })) return undefined;
    if (!this.#keep(this.#sources, ssrc, source)) return undefined;
    source.index.commit(index);
    source.window.mark(index);
    return end;
  }

  /** @returns the compound packet, sharing memory with the given; undefined for forged, repeated and too old packets */
  unprotectRtcp(packet: Buffer): Buffer | undefined {
    const { tagBytes } = this.#rtcp;
    if (packet.length < rtcpHeaderBytes + tagBytes + indexBytes) return undefined;
    const ssrc = packet.readUInt32BE(4);
    const end = packet.length - tagBytes - indexBytes;
    const indexAt = this.#isGcm ? packet.length - indexBytes : end;
    const word = packet.readUInt32BE(indexAt);
    const index = word & 0x7fff_ffff;
    const window = this.#rtcpWindows.get(ssrc) ?? new ReplayWindow();
    if (!window.isFresh(index)) return undefined;
    const trailer = Buffer.from(packet.subarray(indexAt, indexAt + indexBytes));
    if (!this.#isGcm) packet.copyWithin(end, end + indexBytes);
    const nonce = { ssrc, high: index >>> 16, low: index & 0xffff };
    const isEncrypted = word >>> 31 === 1;
    if (!this.#openRtcp(packet, end, trailer, nonce, isEncrypted) || !this.#keep(this.#rtcpWindows, ssrc, window)) return undefined;
    window.mark(index);
    return packet.subarray(0, end);
  }

  /** Only encrypted packets are taken: DTLS-SRTP never agrees on less. @see RFC 5764 §4.1.2 */
  #openRtcp(packet: Buffer, end: number, trailer: Buffer, nonce: Parameters<PacketCipher["open"]>[4], isEncrypted: boolean): boolean {
    return isEncrypted && this.#rtcp.open(packet, rtcpHeaderBytes, end, trailer, nonce);
  }

  #keep<Value>(map: Map<number, Value>, ssrc: number, value: Value): boolean {
    if (map.has(ssrc)) return true;
    if (map.size >= mostSources) return false;
    map.set(ssrc, value);
    return true;
  }
}
