const size = 8192;

/** One packet as the receiver's feedback tells of it. */
export interface PacketFeedback {
  readonly sentAtMs: number;
  /** on the receiver's clock; undefined = lost */
  readonly arrivedAtMs: number | undefined;
  readonly sizeBytes: number;
  readonly isProbe: boolean;
}

/** What was sent under which transport-wide number. */
export class SentPackets {
  readonly #sentAtMs = new Float64Array(size);
  /** 0 = none; negative = of a probe */
  readonly #sizes = new Int16Array(size);
  #next = 0;

  /** @returns its number, 16 bits */
  add(sizeBytes: number, nowMs: number, isProbe: boolean): number {
    const sequence = this.#next;
    this.#next = (sequence + 1) & 0xffff;
    this.#sentAtMs[sequence % size] = nowMs;
    this.#sizes[sequence % size] = isProbe ? -sizeBytes : sizeBytes;
    return sequence;
  }

  /** Each packet is told of once: the first feedback counts. */
  match(baseSequence: number, arrivalsMs: readonly (number | undefined)[]): PacketFeedback[] {
    const feedbacks: PacketFeedback[] = [];
    for (const [index, arrivedAtMs] of arrivalsMs.entries()) {
      const at = ((baseSequence + index) % 0x1_0000) % size;
      const sizeBytes = this.#sizes[at] ?? 0;
      if (sizeBytes === 0) continue;
      feedbacks.push({ sentAtMs: this.#sentAtMs[at] ?? 0, arrivedAtMs, sizeBytes: Math.abs(sizeBytes), isProbe: sizeBytes < 0 });
      this.#sizes[at] = 0;
    }
    return feedbacks;
  }
}
