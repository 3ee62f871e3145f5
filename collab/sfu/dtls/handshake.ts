const headerBytes = 12;
/** A client's certificate is the biggest we expect. */
const longestMessageBytes = 16_384;
/** How far ahead of the expected one a message is kept. */
const longestLead = 8;

export interface HandshakeMessage {
  readonly type: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** One message in one fragment: the form on our wire and in the hash of the handshake. @see RFC 6347 §4.2.2, §4.2.6 */
export function serializeHandshake({ type, sequence, body }: HandshakeMessage): Buffer {
  const message = Buffer.alloc(headerBytes + body.length);
  message[0] = type;
  message.writeUIntBE(body.length, 1, 3);
  message.writeUInt16BE(sequence, 4);
  message.writeUIntBE(body.length, 9, 3);
  body.copy(message, headerBytes);
  return message;
}

interface Partial {
  readonly type: number;
  readonly body: Buffer;
  readonly isFilled: Uint8Array;
  missingBytes: number;
}

/** Puts fragments together and hands messages out in order, each once. */
export class HandshakeReader {
  readonly #partials = new Map<number, Partial>();
  #next = 0;

  /** The number of the message that is waited for. */
  get next(): number {
    return this.#next;
  }

  /** @param content of a handshake record, maybe several fragments @returns whether a fragment of an earlier message was among them */
  add(content: Buffer): boolean {
    let isRepeated = false;
    let offset = 0;
    while (offset + headerBytes <= content.length) {
      const fragmentBytes = content.readUIntBE(offset + 9, 3);
      const end = offset + headerBytes + fragmentBytes;
      if (end > content.length) break;
      if (content.readUInt16BE(offset + 4) < this.#next) isRepeated = true;
      else this.#addFragment(content.subarray(offset, end));
      offset = end;
    }
    return isRepeated;
  }

  #addFragment(fragment: Buffer): void {
    const type = fragment[0] ?? 0;
    const length = fragment.readUIntBE(1, 3);
    const sequence = fragment.readUInt16BE(4);
    const start = fragment.readUIntBE(6, 3);
    const bytes = fragment.subarray(headerBytes);
    if (length > longestMessageBytes || start + bytes.length > length || sequence >= this.#next + longestLead) return;
    const partial = this.#partials.get(sequence) ?? {
      type,
      body: Buffer.alloc(length),
      isFilled: new Uint8Array(length),
      missingBytes: length,
    };
    if (partial.type !== type || partial.body.length !== length) return;
    this.#partials.set(sequence, partial);
    for (const [index, byte] of bytes.entries()) {
      if (partial.isFilled[start + index] === 1) continue;
      partial.isFilled[start + index] = 1;
      partial.body[start + index] = byte;
      partial.missingBytes -= 1;
    }
  }

  /** The next whole message, if it is there. */
  take(): HandshakeMessage | undefined {
    const partial = this.#partials.get(this.#next);
    if (!partial || partial.missingBytes > 0) return undefined;
    this.#partials.delete(this.#next);
    return { type: partial.type, sequence: this.#next++, body: partial.body };
  }
}
