/** Frames of a WebSocket as the players need them: one data piece at a time, no fragments, nothing masked by the server. @see RFC 6455 §5.2 */
export interface FramePlace {
  readonly start: number;
  readonly end: number;
  readonly opcode: number;
}

export const opcode = { text: 0x1, ping: 0x9, pong: 0xa } as const;

const isLast = 0x80;
const isMasked = 0x80;

/** @returns where the frame at the offset stands; undefined while it is not whole */
export function findFrame(bytes: Buffer, offset: number): FramePlace | undefined {
  if (bytes.length < offset + 2) return undefined;
  const short = bytes[offset + 1]! & 0x7f;
  const headerLength = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < offset + headerLength) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(offset + 2) : short === 127 ? Number(bytes.readBigUInt64BE(offset + 2)) : short;
  const start = offset + headerLength;
  return bytes.length < start + length ? undefined : { start, end: start + length, opcode: bytes[offset]! & 0x0f };
}

/** A frame of a client is masked; a mask of zeros leaves the content as it is. @see RFC 6455 §5.3 */
export function encodeFrame(code: number, body: Buffer): Buffer {
  const isShort = body.length < 126;
  const head = Buffer.alloc(isShort ? 6 : 8);
  head[0] = isLast | code;
  head[1] = isMasked | (isShort ? body.length : 126);
  if (!isShort) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
