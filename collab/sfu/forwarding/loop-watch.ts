const tickMs = 10;
/** Later than this is more than the timer's own roughness. */
const toleratedMs = 4;
/** After a stall, packets of before may still come for this long. */
const afterMs = 200;

/** Notices that this thread does not get its processor in time. */
export class LoopWatch {
  #timer: NodeJS.Timeout | undefined;
  #expectedMs = 0;
  #laggedAtMs = -Infinity;
  #polledAtMs = 0;
  #isWaitingForPoll = false;

  start(): void {
    if (this.#timer) return;
    this.#expectedMs = performance.now() + tickMs;
    this.#timer = setInterval(() => this.#tick(performance.now()), tickMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(nowMs: number): void {
    if (nowMs - this.#expectedMs > toleratedMs) this.#laggedAtMs = nowMs;
    this.#expectedMs = nowMs + tickMs;
    this.notePoll();
  }

  /** When sockets were last read: what came in before was handled by then. */
  get polledAtMs(): number {
    return this.#polledAtMs;
  }

  /** To be called while packets are handled: this turn of the loop reads what there is, and is over after that. */
  notePoll(): void {
    if (this.#isWaitingForPoll) return;
    this.#isWaitingForPoll = true;
    setImmediate(() => {
      this.#isWaitingForPoll = false;
      this.#polledAtMs = performance.now();
    });
  }

  /** Whether arrival times measured now are to be doubted. */
  isLagging(nowMs: number): boolean {
    return nowMs - this.#laggedAtMs < afterMs || nowMs - this.#expectedMs > toleratedMs;
  }
}
