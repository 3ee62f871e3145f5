const bucketMs = 100;
const bucketCount = 10;

/** Bits per second over the last second. */
export class BitrateMeter {
  readonly #buckets = new Float64Array(bucketCount);
  #current = 0;
  #startedAtMs: number | undefined;

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs);
    this.#startedAtMs ??= nowMs;
    this.#buckets[this.#current % bucketCount] = (this.#buckets[this.#current % bucketCount] ?? 0) + bytes;
  }

  getBps(nowMs: number): number {
    if (this.#startedAtMs === undefined) return 0;
    this.#advance(nowMs);
    const spanMs = Math.min(bucketCount * bucketMs, Math.max(bucketMs, nowMs - this.#startedAtMs));
    return (this.#buckets.reduce((sum, bytes) => sum + bytes, 0) * 8 * 1000) / spanMs;
  }

  #advance(nowMs: number): void {
    const bucket = Math.floor(nowMs / bucketMs);
    if (this.#startedAtMs === undefined) this.#current = bucket;
    const steps = Math.min(bucketCount, bucket - this.#current);
    for (let step = 0; step < steps; step++) this.#buckets[(bucket - step) % bucketCount] = 0;
    this.#current = Math.max(this.#current, bucket);
  }
}
