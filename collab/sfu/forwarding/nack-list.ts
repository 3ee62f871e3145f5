interface Missing {
  triesCount: number;
  dueAtMs: number;
}

/** Reordering by the network is given this long before we ask. */
const patienceMs = 10;
const shortestRepeatMs = 40;
const mostTries = 10;
/** A hole wider than this is not repaired; a key frame is cheaper. */
const widestGap = 200;
const mostMissing = 600;

/** Packets of one source that did not come yet. Numbers are unwrapped. */
export class NackList {
  readonly #missing = new Map<number, Missing>();
  #highest: number | undefined;

  get size(): number {
    return this.#missing.size;
  }

  /** @returns false when the hole before this packet is too wide to be repaired */
  handleReceived(sequence: number, nowMs: number): boolean {
    const highest = this.#highest ?? sequence;
    if (sequence <= highest) {
      this.#highest = highest;
      this.#missing.delete(sequence);
      return true;
    }
    this.#highest = sequence;
    const isRepairable = sequence - highest <= widestGap && this.#missing.size + sequence - highest <= mostMissing;
    if (!isRepairable) this.#missing.clear();
    else for (let lost = highest + 1; lost < sequence; lost++) this.#missing.set(lost, { triesCount: 0, dueAtMs: nowMs + patienceMs });
    return isRepairable;
  }

  isMissing(sequence: number): boolean {
    return this.#missing.has(sequence);
  }

  /** What to ask for now, in order, 16 bits each. What was asked for too often is given up. */
  takeDue(nowMs: number, roundTripMs: number): number[] {
    const due: number[] = [];
    const repeatMs = Math.max(shortestRepeatMs, roundTripMs * 1.2);
    for (const [sequence, missing] of this.#missing) {
      if (nowMs < missing.dueAtMs) continue;
      if (missing.triesCount >= mostTries) this.#missing.delete(sequence);
      else {
        missing.triesCount += 1;
        missing.dueAtMs = nowMs + repeatMs;
        due.push(sequence & 0xffff);
      }
    }
    return due;
  }
}
