import { buildTransportFeedback, SequenceUnwrapper } from "../rtp/index.ts";

/** The 24-bit send time wraps after 64 s. @see http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time */
const sendTimeUnitsPerMs = 262.144;
const sendTimeCount = 0x100_0000;
const windowMs = 300;
const longestGap = 1_000;
const mostPending = 600;

interface Arrival {
  readonly sequence: number;
  readonly atMs: number;
}

/** What is known of our own slowness. */
export interface LagKnowledge {
  /** Whether arrival times measured now are to be doubted. */
  readonly isLagging: boolean;
  /** A packet that is handled now came after this. */
  readonly polledAtMs: number;
}

/**
 * Remembers when packets of one transport arrived, for its sender's congestion control.
 * A busy processor makes packets look late though the network was quick: such delay only ever adds. So while the loop lags, a packet counts as
 * arrived with the least delay that any packet had within a moment, yet not before sockets were last read: a queue in the network raises that
 * least delay, a busy processor does not.
 */
export class ArrivalRecorder {
  readonly #senderSsrc: number;
  readonly #unwrapper = new SequenceUnwrapper();
  readonly #delays: { readonly atMs: number; readonly delayMs: number }[] = [];
  #arrivals: Arrival[] = [];
  #mediaSsrc = 0;
  #nextBase: number | undefined;
  #feedbackNumber = 0;
  #lastReportedMs = 0;
  #sendClock: { readonly units: number; readonly ms: number } | undefined;

  constructor(senderSsrc: number) {
    this.#senderSsrc = senderSsrc;
  }

  /** @param sendTime 24 bits; −1 = unknown */
  add(sequence: number, ssrc: number, sendTime: number, nowMs: number, lag: LagKnowledge): void {
    if (this.#arrivals.length >= mostPending) return;
    this.#mediaSsrc = ssrc;
    const atMs = sendTime < 0 ? nowMs : this.#estimateArrival(sendTime, nowMs, lag);
    this.#arrivals.push({ sequence: this.#unwrapper.unwrap(sequence), atMs });
  }

  #estimateArrival(sendTime: number, nowMs: number, { isLagging, polledAtMs }: LagKnowledge): number {
    const sentMs = this.#unwrapSendTime(sendTime);
    const delays = this.#delays;
    delays.push({ atMs: nowMs, delayMs: nowMs - sentMs });
    while ((delays[0]?.atMs ?? nowMs) < nowMs - windowMs) delays.shift();
    if (!isLagging) return nowMs;
    let least = Infinity;
    for (const { delayMs } of delays) least = Math.min(least, delayMs);
    return Math.min(nowMs, Math.max(polledAtMs, sentMs + least));
  }

  #unwrapSendTime(units: number): number {
    const before = this.#sendClock;
    if (!before) {
      this.#sendClock = { units, ms: 0 };
      return 0;
    }
    const forward = (units - before.units + sendTimeCount) % sendTimeCount;
    const step = forward >= sendTimeCount / 2 ? forward - sendTimeCount : forward;
    const ms = before.ms + step / sendTimeUnitsPerMs;
    if (step > 0) this.#sendClock = { units, ms };
    return ms;
  }

  /** What arrived since the last time, as packets for the sender. */
  takeFeedback(): Buffer[] {
    const arrivals = this.#arrivals.toSorted((a, b) => a.sequence - b.sequence);
    this.#arrivals = [];
    const packets: Buffer[] = [];
    let start = 0;
    for (let index = 1; index <= arrivals.length; index++) {
      const [before, here] = [arrivals[index - 1], arrivals[index]];
      if (before && (!here || here.sequence - before.sequence > longestGap)) {
        packets.push(this.#buildFeedback(arrivals.slice(start, index)));
        start = index;
      }
    }
    return packets;
  }

  #buildFeedback(arrivals: readonly Arrival[]): Buffer {
    const first = arrivals[0]?.sequence ?? 0;
    const last = arrivals.at(-1)?.sequence ?? first;
    const isContinued = this.#nextBase !== undefined && this.#nextBase <= first && first - this.#nextBase <= longestGap;
    const base = isContinued && this.#nextBase !== undefined ? this.#nextBase : first;
    this.#nextBase = Math.max(this.#nextBase ?? 0, last + 1);
    const arrivalsMs = Array.from<number | undefined>({ length: last - base + 1 });
    for (const { sequence, atMs } of arrivals) {
      // Time stands still rather than going back over what was told already by more than the format bears.
      this.#lastReportedMs = Math.max(this.#lastReportedMs - 1_000, atMs);
      arrivalsMs[sequence - base] = Math.max(0, this.#lastReportedMs);
    }
    return buildTransportFeedback(this.#senderSsrc, {
      ssrc: this.#mediaSsrc,
      feedbackNumber: this.#feedbackNumber++ & 0xff,
      baseSequence: base & 0xffff,
      arrivalsMs,
    });
  }
}
