import type { RtpHeader } from "./packet.ts";

/** The header extensions we understand, by the names SDP gives them. */
export const extensionUris = {
  mid: "urn:ietf:params:rtp-hdrext:sdes:mid",
  rid: "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
  repairedRid: "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
  transportSequence: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
  sendTime: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
  audioLevel: "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
  dependencyDescriptor: "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
} as const;

export type ExtensionName = keyof typeof extensionUris;
export const extensionNames = Object.keys(extensionUris) as readonly ExtensionName[];

/** The numbers SDP agreed on; what is missing is not used. */
export type ExtensionIds = Readonly<Partial<Record<ExtensionName, number>>>;

const oneByteProfile = 0xbede;
const twoByteProfile = 0x1000;
const none = -1;

/** Finds the extensions of one packet after another. @see RFC 8285 */
export class ExtensionReader {
  /** Index in `extensionNames` by id; −1 = unknown. */
  readonly #indexById = new Int8Array(256).fill(none);
  readonly #starts = new Int32Array(extensionNames.length);
  readonly #ends = new Int32Array(extensionNames.length);
  #packet: Buffer = Buffer.alloc(0);

  /** Adds numbers; those of all sections of one SDP bundle agree. @see RFC 8843 §9.2 */
  setIds(ids: ExtensionIds): void {
    for (const [index, name] of extensionNames.entries()) {
      const id = ids[name];
      if (id !== undefined) this.#indexById[id & 0xff] = index;
    }
  }

  read(packet: Buffer, header: RtpHeader): void {
    this.#packet = packet;
    this.#starts.fill(none);
    if (header.extensionProfile === oneByteProfile) this.#readOneByte(packet, header);
    else if ((header.extensionProfile & 0xfff0) === twoByteProfile) this.#readTwoByte(packet, header);
  }

  #readOneByte(packet: Buffer, { extensionStart, extensionEnd }: RtpHeader): void {
    let offset = extensionStart;
    while (offset < extensionEnd) {
      const head = packet[offset++] ?? 0;
      const id = head >> 4;
      if (id === 0) continue;
      const end = offset + (head & 0x0f) + 1;
      if (id === 15 || end > extensionEnd) return;
      this.#keep(id, offset, end);
      offset = end;
    }
  }

  #readTwoByte(packet: Buffer, { extensionStart, extensionEnd }: RtpHeader): void {
    let offset = extensionStart;
    while (offset + 1 < extensionEnd) {
      const id = packet[offset++] ?? 0;
      if (id === 0) continue;
      const length = packet[offset++] ?? 0;
      const end = offset + length;
      if (end > extensionEnd) return;
      this.#keep(id, offset, end);
      offset = end;
    }
  }

  #keep(id: number, start: number, end: number): void {
    const index = this.#indexById[id] ?? none;
    if (index < 0) return;
    this.#starts[index] = start;
    this.#ends[index] = end;
  }

  /** Shares memory with the packet. */
  getBytes(name: ExtensionName): Buffer | undefined {
    const index = extensionNames.indexOf(name);
    const start = this.#starts[index] ?? none;
    return start < 0 ? undefined : this.#packet.subarray(start, this.#ends[index]);
  }

  getText(name: ExtensionName): string | undefined {
    return this.getBytes(name)?.toString("latin1");
  }

  /** The number in the first bytes; −1 when there are fewer. */
  getNumber(name: ExtensionName, bytes: 1 | 2 | 3): number {
    const index = extensionNames.indexOf(name);
    const start = this.#starts[index] ?? none;
    if (start < 0 || (this.#ends[index] ?? 0) - start < bytes) return none;
    return this.#packet.readUIntBE(start, bytes);
  }
}
