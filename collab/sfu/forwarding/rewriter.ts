import { subtractTimestamp } from "../rtp/index.ts";

/** Where a packet goes on the way out: 16 and 32 bits of the wire. */
export interface RewrittenPosition {
  sequence: number;
  timestamp: number;
}

interface Range {
  /** Source numbers from here on … */
  readonly from: number;
  /** … are this much higher than those we send; undefined = they are not sent. */
  readonly offset: number | undefined;
}

/** How many holes stay known for packets that come late. */
const mostRanges = 64;
/** Clocks of two sources of one camera that disagree by more than this are not believed. */
const longestClockErrorMs = 1_000;

/**
 * Makes one stream for a receiver out of several sources, one at a time: the numbers go on without a hole, except where a source lost a packet,
 * and time only grows. Source numbers are unwrapped.
 */
export class Rewriter {
  readonly #clockRate: number;
  #ranges: Range[] = [];
  #highestSource = -1;
  #highestSent: number;
  #lastTimestamp: number;
  #lastAtMs = 0;
  #timestampOffset = 0;
  #hasSent = false;

  /** @param firstSequence where to begin, 16 bits */
  constructor(clockRate: number, firstSequence: number, firstTimestamp: number) {
    this.#clockRate = clockRate;
    // One turn of room below, for packets that are older than the first.
    this.#highestSent = 0x1_0000 + firstSequence - 1;
    this.#lastTimestamp = firstTimestamp;
  }

  /** What to add to the source's timestamps, for sender reports. */
  get timestampOffset(): number {
    return this.#timestampOffset;
  }

  /**
   * From this source packet on, another source is sent; of the one before nothing more.
   * @param expectedTimestamp what its time should become by the wall clocks of the sender, if they are known
   */
  switchTo(sequence: number, timestamp: number, nowMs: number, expectedTimestamp?: number): void {
    this.#ranges = [{ from: sequence, offset: sequence - (this.#highestSent + 1) }];
    this.#highestSource = sequence - 1;
    this.#timestampOffset = (this.#computeNextTimestamp(nowMs, expectedTimestamp) - timestamp) | 0;
  }

  #computeNextTimestamp(nowMs: number, expected: number | undefined): number {
    if (!this.#hasSent) return this.#lastTimestamp;
    const elapsed = Math.max(1, Math.round(((nowMs - this.#lastAtMs) * this.#clockRate) / 1000));
    const byElapsed = this.#lastTimestamp + elapsed;
    if (expected === undefined) return byElapsed;
    const error = Math.abs(subtractTimestamp(expected, byElapsed));
    if (error > (longestClockErrorMs * this.#clockRate) / 1000) return byElapsed;
    return subtractTimestamp(expected, this.#lastTimestamp) > 0 ? expected : this.#lastTimestamp + 1;
  }

  /** @returns whether the packet is to be sent, and where in `into`; not when it is older than the switch or was dropped */
  rewrite(sequence: number, timestamp: number, nowMs: number, into: RewrittenPosition): boolean {
    const offset = this.#findOffset(sequence);
    if (offset === undefined) return false;
    const sent = sequence - offset;
    const rewritten = (timestamp + this.#timestampOffset) >>> 0;
    into.sequence = sent & 0xffff;
    into.timestamp = rewritten;
    this.#hasSent = true;
    if (sequence > this.#highestSource) this.#highestSource = sequence;
    if (sent <= this.#highestSent) return true;
    this.#highestSent = sent;
    this.#lastTimestamp = rewritten;
    this.#lastAtMs = nowMs;
    return true;
  }

  /** Leaves a source packet out: the next ones close the hole. Too late when later ones were sent already. */
  drop(sequence: number): void {
    if (sequence <= this.#highestSource) return;
    const offset = this.#ranges.at(-1)?.offset;
    if (offset === undefined) return;
    this.#highestSource = sequence;
    this.#ranges.push({ from: sequence, offset: undefined }, { from: sequence + 1, offset: offset + 1 });
    if (this.#ranges.length > mostRanges) this.#ranges.splice(0, 2);
  }

  #findOffset(sequence: number): number | undefined {
    for (let index = this.#ranges.length - 1; index >= 0; index--) {
      const range = this.#ranges[index];
      if (range && sequence >= range.from) return range.offset;
    }
    return undefined;
  }
}
