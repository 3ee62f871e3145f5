/** A message ended before its fields did. */
export class TruncatedError extends Error {}

/** Reads fields off a message, front to back. @throws TruncatedError past its end */
export class Reader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  take(length: number): Buffer {
    if (this.#offset + length > this.#bytes.length) throw new TruncatedError();
    return this.#bytes.subarray(this.#offset, (this.#offset += length));
  }

  number(length: 1 | 2 | 3): number {
    return this.take(length).readUIntBE(0, length);
  }

  /** Bytes that their length precedes. */
  vector(lengthBytes: 1 | 2 | 3): Buffer {
    return this.take(this.number(lengthBytes));
  }

  /** The 16-bit numbers of a vector. */
  numbers(lengthBytes: 1 | 2): number[] {
    const bytes = this.vector(lengthBytes);
    return Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => bytes.readUInt16BE(index * 2));
  }
}

/** Bytes preceded by their length. */
export function toVector(lengthBytes: 1 | 2 | 3, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const head = Buffer.alloc(lengthBytes);
  head.writeUIntBE(body.length, 0, lengthBytes);
  return Buffer.concat([head, body]);
}

export function toNumber(lengthBytes: 1 | 2, value: number): Buffer {
  const bytes = Buffer.alloc(lengthBytes);
  bytes.writeUIntBE(value, 0, lengthBytes);
  return bytes;
}
