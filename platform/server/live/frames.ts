const textOpcode = 0x81;

/** One whole, unmasked text frame, as a server sends it. @see RFC 6455 §5.2 */
export function encodeTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = textOpcode;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}

/**
 * What one flush owes a socket, as a path in a tree: sockets that are owed the same frames in the same order stand at the same node,
 * and their joined bytes are made once. The write system call is what costs, so every socket gets one write.
 */
export class FrameList {
  readonly #parent: FrameList | null;
  readonly #frame: Buffer | null;
  #lastFrame: Buffer | null = null;
  #lastNext: FrameList | null = null;
  #next: Map<Buffer, FrameList> | null = null;
  #joined: Buffer | null = null;

  constructor(parent: FrameList | null = null, frame: Buffer | null = null) {
    this.#parent = parent;
    this.#frame = frame;
  }

  append(frame: Buffer): FrameList {
    if (this.#lastFrame === frame) return this.#lastNext!;
    this.#next ??= new Map();
    const known = this.#next.get(frame) ?? new FrameList(this, frame);
    this.#next.set(frame, known);
    this.#lastFrame = frame;
    this.#lastNext = known;
    return known;
  }

  join(): Buffer {
    return (this.#joined ??= this.#join());
  }

  #join(): Buffer {
    const frames = this.#collect([]);
    return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
  }

  #collect(frames: Buffer[]): Buffer[] {
    if (this.#parent) this.#parent.#collect(frames);
    if (this.#frame) frames.push(this.#frame);
    return frames;
  }
}
