const lengthBytes = 2;
/** Nothing we speak needs more; a bigger announcement is an attack or another protocol. */
const longestFrameBytes = 16_384;

/** Cuts a TCP stream into packets. @see RFC 4571 §2 */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** @returns whole packets in order; undefined when the stream is not ours and the connection should end */
  read(chunk: Buffer): Buffer[] | undefined {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const packets: Buffer[] = [];
    let offset = 0;
    while (offset + lengthBytes <= bytes.length) {
      const length = bytes.readUInt16BE(offset);
      if (length > longestFrameBytes) return undefined;
      if (offset + lengthBytes + length > bytes.length) break;
      packets.push(Buffer.from(bytes.subarray(offset + lengthBytes, offset + lengthBytes + length)));
      offset += lengthBytes + length;
    }
    this.#rest = Buffer.from(bytes.subarray(offset));
    return packets;
  }
}

export function toFrame(packet: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(lengthBytes + packet.length);
  frame.writeUInt16BE(packet.length);
  packet.copy(frame, lengthBytes);
  return frame;
}
