import { DelayTrend, type LineState } from "./trend.ts";

/** One packet as the receiver's feedback tells of it. */
export interface ArrivedPacket {
  readonly sentAtMs: number;
  /** on the receiver's clock; undefined = lost */
  readonly arrivedAtMs: number | undefined;
  readonly sizeBytes: number;
}

const windowMs = 500;
const lossWindowMs = 1_000;
const decrease = 0.85;
const growthPerSecond = 0.08;
/** Loss below this is the radio's, not a queue's. */
const tolerableLoss = 0.1;
const lowestBps = 60_000;
/** Decreases follow each other no faster than their effect can be seen. */
const decreasePauseMs = 400;
const mostSamples = 20_000;

/**
 * How much one receiver's line carries. There is no limit until one shows: then the estimate falls below what arrives, and grows again slowly or by proof.
 * @see draft-ietf-rmcat-gcc-02
 */
export class BandwidthEstimator {
  readonly #trend = new DelayTrend();
  #arrived: { readonly atMs: number; readonly bytes: number }[] = [];
  #losses: { readonly atMs: number; readonly isLost: boolean }[] = [];
  #estimateBps: number | undefined;
  #decreasedAtMs = -Infinity;
  #updatedAtMs: number | undefined;

  /** undefined = no limit was met yet */
  get estimateBps(): number | undefined {
    return this.#estimateBps;
  }

  get state(): LineState {
    return this.#trend.state;
  }

  /** When the estimate last fell. */
  get decreasedAtMs(): number {
    return this.#decreasedAtMs;
  }

  handleFeedback(packets: readonly ArrivedPacket[], nowMs: number): void {
    for (const { sentAtMs, arrivedAtMs, sizeBytes } of packets) {
      this.#losses.push({ atMs: nowMs, isLost: arrivedAtMs === undefined });
      if (arrivedAtMs === undefined) continue;
      this.#trend.handlePacket(sentAtMs, arrivedAtMs);
      this.#arrived.push({ atMs: arrivedAtMs, bytes: sizeBytes });
    }
    if (this.#arrived.length > mostSamples) this.#arrived = [];
    this.#update(nowMs);
  }

  /** What arrived lately; 0 while too little is known. */
  computeArrivedBps(): number {
    const last = this.#arrived.at(-1)?.atMs ?? 0;
    const from = this.#arrived.findIndex(({ atMs }) => atMs > last - windowMs);
    if (from > 0) this.#arrived.splice(0, from);
    const spanMs = Math.max(windowMs / 2, last - (this.#arrived[0]?.atMs ?? last));
    return (this.#arrived.reduce((sum, { bytes }) => sum + bytes, 0) * 8_000) / spanMs;
  }

  /** The share of packets lost in the last second, 0–1. */
  computeLoss(nowMs: number): number {
    const from = this.#losses.findIndex(({ atMs }) => atMs > nowMs - lossWindowMs);
    this.#losses.splice(0, from < 0 ? this.#losses.length : from);
    const lostCount = this.#losses.filter(({ isLost }) => isLost).length;
    return this.#losses.length < 20 ? 0 : lostCount / this.#losses.length;
  }

  #update(nowMs: number): void {
    const elapsedMs = Math.min(1_000, nowMs - (this.#updatedAtMs ?? nowMs));
    this.#updatedAtMs = nowMs;
    const loss = this.computeLoss(nowMs);
    if (this.#trend.state === "overused") this.#decrease(this.computeArrivedBps() * decrease, nowMs);
    else if (loss > tolerableLoss) this.#decrease((this.#estimateBps ?? this.computeArrivedBps()) * (1 - loss / 2), nowMs);
    else if (this.#trend.state === "normal" && loss < tolerableLoss / 5) this.#grow(elapsedMs);
  }

  #decrease(toBps: number, nowMs: number): void {
    if (nowMs - this.#decreasedAtMs < decreasePauseMs) return;
    this.#decreasedAtMs = nowMs;
    this.#estimateBps = Math.max(lowestBps, Math.min(this.#estimateBps ?? Infinity, toBps));
  }

  /** Not far beyond what is really carried: that would be a guess. */
  #grow(elapsedMs: number): void {
    if (this.#estimateBps === undefined) return;
    const grown = this.#estimateBps * (1 + (growthPerSecond * elapsedMs) / 1000);
    this.#estimateBps = Math.max(this.#estimateBps, Math.min(grown, this.computeArrivedBps() * 1.5 + 20_000));
  }

  /** A probe went through at this rate. */
  handleProbeSucceeded(bitrateBps: number): void {
    if (this.#estimateBps !== undefined) this.#estimateBps = Math.max(this.#estimateBps, bitrateBps);
  }
}
