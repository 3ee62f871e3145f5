import type { ReportBlock, SenderReport } from "../rtp/index.ts";
import { subtractTimestamp } from "../rtp/index.ts";

/** Counts what came of one source, for receiver reports. @see RFC 3550 §6.4.1, §A.8 */
export class Reception {
  readonly #clockRate: number;
  #first: number | undefined;
  #highest = 0;
  #receivedCount = 0;
  #jitter = 0;
  #lastTransit: number | undefined;
  #reported = { expected: 0, received: 0 };
  #report: { readonly middle: number; readonly atMs: number } | undefined;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** @param sequence unwrapped, with one turn added as the unwrapper does */
  handlePacket(sequence: number, timestamp: number, nowMs: number): void {
    this.#first ??= sequence;
    this.#highest = Math.max(this.#highest, sequence);
    this.#receivedCount += 1;
    const transit = (((nowMs * this.#clockRate) / 1000) >>> 0) - timestamp;
    if (this.#lastTransit !== undefined) this.#jitter += (Math.abs(subtractTimestamp(transit, this.#lastTransit)) - this.#jitter) / 16;
    this.#lastTransit = transit;
  }

  handleSenderReport({ ntpMiddle }: SenderReport, nowMs: number): void {
    this.#report = { middle: ntpMiddle, atMs: nowMs };
  }

  /** @returns undefined before the first packet */
  takeReport(ssrc: number, nowMs: number): (ReportBlock & { readonly expectedCount: number; readonly lostCount: number }) | undefined {
    if (this.#first === undefined) return undefined;
    const expected = this.#highest - this.#first + 1;
    const expectedCount = expected - this.#reported.expected;
    const lostCount = Math.max(0, expectedCount - (this.#receivedCount - this.#reported.received));
    this.#reported = { expected, received: this.#receivedCount };
    return {
      ssrc,
      fractionLost: expectedCount > 0 ? Math.min(255, Math.floor((lostCount * 256) / expectedCount)) : 0,
      totalLost: expected - this.#receivedCount,
      highestSequence: this.#highest - 0x1_0000,
      jitter: Math.round(this.#jitter),
      lastSenderReport: this.#report?.middle ?? 0,
      delaySinceLastSenderReport: this.#report ? Math.round(((nowMs - this.#report.atMs) * 65_536) / 1000) : 0,
      expectedCount,
      lostCount,
    };
  }
}
