import type { ExtensionIds } from "./extensions.ts";

const fixedBytes = 12;
const longestOneByteValue = 16;
/** Room for the fixed part and every extension we write. */
const mostBytes = 12 + 4 + 4 * 2 + 255 + 32 + 3;

export interface OutgoingHeader {
  readonly payloadType: number;
  readonly isMarked: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** 16 bits; undefined = not counted for congestion control */
  readonly transportSequence?: number | undefined;
  readonly mid?: string | undefined;
  readonly dependencyDescriptor?: Buffer | undefined;
}

/** Writes RTP headers into one buffer that is used again for every packet. */
export class HeaderWriter {
  readonly buffer = Buffer.alloc(mostBytes);

  /** @returns how many bytes of `buffer` are the header */
  write(header: OutgoingHeader, ids: ExtensionIds): number {
    const { buffer } = this;
    buffer[1] = (header.isMarked ? 0x80 : 0) | header.payloadType;
    buffer.writeUInt16BE(header.sequence, 2);
    buffer.writeUInt32BE(header.timestamp, 4);
    buffer.writeUInt32BE(header.ssrc, 8);
    const descriptor = ids.dependencyDescriptor === undefined ? undefined : header.dependencyDescriptor;
    const isTwoByte = descriptor !== undefined && descriptor.length > longestOneByteValue;
    const end = this.#writeExtensions(header, ids, descriptor, isTwoByte);
    buffer[0] = end > fixedBytes ? 0x90 : 0x80;
    return end;
  }

  #writeExtensions(header: OutgoingHeader, ids: ExtensionIds, descriptor: Buffer | undefined, isTwoByte: boolean): number {
    const { buffer } = this;
    const start = fixedBytes + 4;
    let offset = start;
    if (header.transportSequence !== undefined && ids.transportSequence !== undefined) {
      offset = this.#writeHead(offset, ids.transportSequence, 2, isTwoByte);
      offset = buffer.writeUInt16BE(header.transportSequence, offset);
    }
    if (header.mid !== undefined && ids.mid !== undefined && header.mid.length <= longestOneByteValue) {
      offset = this.#writeHead(offset, ids.mid, header.mid.length, isTwoByte);
      offset += buffer.write(header.mid, offset, "latin1");
    }
    if (descriptor && ids.dependencyDescriptor !== undefined) {
      offset = this.#writeHead(offset, ids.dependencyDescriptor, descriptor.length, isTwoByte);
      offset += descriptor.copy(buffer, offset);
    }
    if (offset === start) return fixedBytes;
    while (((offset - start) & 3) !== 0) buffer[offset++] = 0;
    buffer.writeUInt16BE(isTwoByte ? 0x1000 : 0xbede, fixedBytes);
    buffer.writeUInt16BE((offset - start) / 4, fixedBytes + 2);
    return offset;
  }

  #writeHead(offset: number, id: number, length: number, isTwoByte: boolean): number {
    const { buffer } = this;
    if (!isTwoByte) {
      buffer[offset] = (id << 4) | (length - 1);
      return offset + 1;
    }
    buffer[offset] = id;
    buffer[offset + 1] = length;
    return offset + 2;
  }
}
