const sequenceCount = 0x1_0000;
const half = sequenceCount / 2;

/** Sequence numbers with their rollovers, as one number that only grows. @see RFC 3711 §3.3.1 */
export class PacketIndex {
  #highest: number | undefined;

  /** The index this sequence number most likely has; changes nothing. */
  estimate(sequence: number): number {
    if (this.#highest === undefined) return sequence;
    const rollovers = Math.floor(this.#highest / sequenceCount);
    const difference = sequence - (this.#highest % sequenceCount);
    const index = rollovers * sequenceCount + sequence;
    if (difference > half) return Math.max(sequence, index - sequenceCount);
    return difference < -half ? index + sequenceCount : index;
  }

  /** Remembers the index of a packet that was real. */
  commit(index: number): void {
    if (this.#highest === undefined || index > this.#highest) this.#highest = index;
  }
}

const windowWords = 32;
const windowBits = windowWords * 32;
/** One word is always being cleared for what comes next. */
const usableBits = windowBits - 32;

/** Tells packets that were already seen or are too old to know. @see RFC 3711 §3.3.2, RFC 6479 */
export class ReplayWindow {
  readonly #words = new Uint32Array(windowWords);
  #highest = -1;

  /** Whether a packet of this index may be new. */
  isFresh(index: number): boolean {
    if (index > this.#highest) return true;
    if (index <= this.#highest - usableBits) return false;
    return ((this.#words[Math.floor(index / 32) % windowWords] ?? 0) & (1 << (index & 31))) === 0;
  }

  /** Marks a packet whose proof was right. */
  mark(index: number): void {
    const word = Math.floor(index / 32);
    if (index > this.#highest) {
      const from = Math.floor(Math.max(this.#highest, 0) / 32);
      for (let next = from + 1; next <= word && next <= from + windowWords; next++) this.#words[next % windowWords] = 0;
      this.#highest = index;
    }
    const at = word % windowWords;
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (index & 31));
  }
}
