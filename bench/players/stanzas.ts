const messageEnd = Buffer.from("</message>");
const bodyStart = Buffer.from("<body>");
const idStart = Buffer.from("veche-");
const longestNumber = 12;

/** A message with a text, as it reached somebody in a room. */
export interface RoomMessage {
  readonly bytes: Buffer;
  /** where its text begins */
  readonly textOffset: number;
}

/** Messages of an XMPP stream, cut out without parsing it: nothing else on the stream matters to a player who is in. @see RFC 6121 §5 */
export class MessageCutter {
  #rest: Buffer = Buffer.alloc(0);

  /** @param handle called for each whole message that has a text */
  add(bytes: Buffer, handle: (message: RoomMessage) => void): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let offset = 0;
    for (;;) {
      const end = all.indexOf(messageEnd, offset);
      if (end === -1) break;
      const message = all.subarray(offset, end);
      const body = message.indexOf(bodyStart);
      if (body !== -1) handle({ bytes: message, textOffset: body + bodyStart.length });
      offset = end + messageEnd.length;
    }
    this.#rest = all.subarray(offset);
  }
}

/** Ids of a player's messages begin so that they are found without parsing. */
export function toStanzaId(number: number): string {
  return `${idStart.toString()}${number}`;
}

/** @returns the number its sender gave it */
export function readStanzaNumber({ bytes }: RoomMessage): number {
  const start = bytes.indexOf(idStart) + idStart.length;
  return Number.parseInt(bytes.toString("latin1", start, start + longestNumber), 10);
}

export function isRefused({ bytes, textOffset }: RoomMessage): boolean {
  return /type=['"]error['"]/.test(bytes.toString("latin1", 0, textOffset));
}
