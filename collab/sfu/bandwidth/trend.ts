/** Packets sent within this go as one group: encoders send frames in bursts. */
const burstMs = 5;
const windowSize = 20;
const smoothing = 0.9;
const gain = 4;
const firstThreshold = 12.5;
const lowestThreshold = 6;
const highestThreshold = 600;
const raising = 0.0087;
const lowering = 0.039;
/** A queue must grow for so long before it is one. */
const overuseMs = 10;

interface Group {
  readonly firstSentMs: number;
  lastSentMs: number;
  lastArrivedMs: number;
}

export type LineState = "normal" | "overused" | "underused";

/** Tells from the delays of packets whether a queue grows on the line. @see draft-ietf-rmcat-gcc-02 §5, libwebrtc's trendline estimator */
export class DelayTrend {
  #group: Group | undefined;
  #before: Group | undefined;
  #points: { readonly x: number; readonly y: number }[] = [];
  #delay = 0;
  #smoothed = 0;
  #count = 0;
  #startMs: number | undefined;
  #threshold = firstThreshold;
  #overuse = { sinceMs: undefined as number | undefined, count: 0 };
  #lastTrend = 0;
  #state: LineState = "normal";
  #updatedMs = 0;

  get state(): LineState {
    return this.#state;
  }

  handlePacket(sentMs: number, arrivedMs: number): void {
    const group = this.#group;
    if (group && sentMs < group.firstSentMs) return;
    if (group && sentMs - group.firstSentMs <= burstMs) {
      group.lastSentMs = Math.max(group.lastSentMs, sentMs);
      group.lastArrivedMs = Math.max(group.lastArrivedMs, arrivedMs);
      return;
    }
    if (group && this.#before) this.#addPoint(this.#before, group);
    this.#before = group;
    this.#group = { firstSentMs: sentMs, lastSentMs: sentMs, lastArrivedMs: arrivedMs };
  }

  #addPoint(before: Group, group: Group): void {
    const sendDelta = group.lastSentMs - before.lastSentMs;
    const arrivalDelta = group.lastArrivedMs - before.lastArrivedMs;
    // A pause tells nothing of the line.
    if (sendDelta > 2_000 || arrivalDelta > 5_000) return this.#reset();
    this.#startMs ??= group.lastArrivedMs;
    this.#count = Math.min(this.#count + 1, 60);
    this.#delay += arrivalDelta - sendDelta;
    this.#smoothed = smoothing * this.#smoothed + (1 - smoothing) * this.#delay;
    this.#points.push({ x: group.lastArrivedMs - this.#startMs, y: this.#smoothed });
    if (this.#points.length > windowSize) this.#points.shift();
    if (this.#points.length === windowSize) this.#detect(fitSlope(this.#points), group.lastArrivedMs, sendDelta);
  }

  #reset(): void {
    this.#points = [];
    this.#delay = this.#smoothed = this.#count = 0;
    this.#startMs = undefined;
  }

  #detect(slope: number, nowMs: number, sendDelta: number): void {
    const trend = this.#count * slope * gain;
    if (trend > this.#threshold) {
      this.#overuse.sinceMs ??= nowMs - sendDelta / 2;
      this.#overuse.count += 1;
      const isLong = nowMs - this.#overuse.sinceMs > overuseMs && this.#overuse.count > 1;
      if (isLong && slope >= this.#lastTrend) this.#state = "overused";
    } else {
      this.#overuse = { sinceMs: undefined, count: 0 };
      this.#state = trend < -this.#threshold ? "underused" : "normal";
    }
    this.#lastTrend = slope;
    this.#adaptThreshold(Math.abs(trend), nowMs);
  }

  /** Follows what is usual on this line, so that other traffic does not starve us. */
  #adaptThreshold(size: number, nowMs: number): void {
    const elapsedMs = Math.min(100, nowMs - this.#updatedMs);
    this.#updatedMs = nowMs;
    if (size > this.#threshold + 15) return;
    const speed = size < this.#threshold ? lowering : raising;
    const next = this.#threshold + speed * (size - this.#threshold) * elapsedMs;
    this.#threshold = Math.max(lowestThreshold, Math.min(highestThreshold, next));
  }
}

/** Least squares. */
function fitSlope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  let [above, below] = [0, 0];
  for (const { x, y } of points) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  }
  return below === 0 ? 0 : above / below;
}
