const count = 0x1_0000;

/** How far `a` is after `b` on the circle of sequence numbers: −32768…32767. @see RFC 1982 */
export function subtractSequence(a: number, b: number): number {
  const difference = (a - b) & 0xffff;
  return difference >= count / 2 ? difference - count : difference;
}

/** How far `a` is after `b` on the circle of RTP timestamps, signed. */
export const subtractTimestamp = (a: number, b: number): number => (a - b) | 0;

/** Turns numbers that wrap at 16 bits into numbers that only grow. */
export class SequenceUnwrapper {
  #last: number | undefined;

  /** @param sequence near to the last one given; the first one stays as it is plus one turn, so that earlier ones stay positive */
  unwrap(sequence: number): number {
    const last = this.#last;
    const unwrapped = last === undefined ? sequence + count : last + subtractSequence(sequence, last & 0xffff);
    if (last === undefined || unwrapped > last) this.#last = unwrapped;
    return unwrapped;
  }
}
