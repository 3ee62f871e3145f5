import { assert, array, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../testing/random.ts";
import { allocate, BandwidthEstimator, type Demand } from "./index.ts";

const camera = (id: string, rank: Demand["rank"] = "other", current?: 0 | 1 | 2): Demand => ({
  id,
  rank,
  current,
  layers: [
    { quality: 0, bitrateBps: 150_000 },
    { quality: 1, bitrateBps: 500_000 },
    { quality: 2, bitrateBps: 1_700_000 },
  ],
});

describe("the division of a line", () => {
  it("gives everybody his best when there is enough", () => {
    expect(allocate(10_000_000, [camera("a"), camera("b", "speaker")])).toEqual(
      new Map([
        ["a", 2],
        ["b", 2],
      ]),
    );
  });

  it("serves a shared screen first, then gives all their lowest, then raises who speaks", () => {
    const screen: Demand = { id: "screen", rank: "screen", current: undefined, layers: [{ quality: 2, bitrateBps: 2_000_000 }] };
    const chosen = allocate(3_000_000, [camera("a"), camera("b"), camera("c", "speaker"), screen]);
    expect(chosen).toEqual(
      new Map([
        ["screen", 2],
        ["c", 1],
        ["a", 0],
        ["b", 0],
      ]),
    );
  });

  it("pauses the rest when even the lowest do not fit", () => {
    expect(allocate(200_000, [camera("a"), camera("b", "speaker")])).toEqual(new Map([["b", 0]]));
  });

  it("wants some room before it goes up, and none to stay", () => {
    expect(allocate(510_000, [camera("a", "other", 0)]).get("a")).toBe(0);
    expect(allocate(510_000, [camera("a", "other", 1)]).get("a")).toBe(1);
  });

  it("never gives away more than there is", () => {
    const demand = record({
      id: integer().map(String),
      rank: constantFrom("screen" as const, "speaker" as const, "other" as const),
      current: constantFrom(undefined, 0 as const, 1 as const, 2 as const),
      layers: array(integer({ min: 30_000, max: 3_000_000 }), { maxLength: 3 }).map((rates) =>
        rates.toSorted((a, b) => a - b).map((bitrateBps, index) => ({ quality: index as 0 | 1 | 2, bitrateBps })),
      ),
    });
    assert(
      property(integer({ min: 0, max: 20_000_000 }), array(demand, { maxLength: 12 }), (budgetBps, all) => {
        const demands = [...new Map(all.map((one) => [one.id, one])).values()];
        const chosen = allocate(budgetBps, demands);
        const costs = demands.map(({ id, layers }) => layers.find(({ quality }) => quality === chosen.get(id))?.bitrateBps ?? 0);
        expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeLessThanOrEqual(budgetBps);
      }),
    );
  });
});

/** A line with a queue: what does not fit waits, and what waits too long is lost. */
class Bottleneck {
  readonly #capacityBps: number;
  readonly #lossRate: number;
  readonly #random = createRandom(3);
  #freeAtMs = 0;

  constructor(capacityBps: number, lossRate = 0) {
    this.#capacityBps = capacityBps;
    this.#lossRate = lossRate;
  }

  send(sentAtMs: number, sizeBytes: number): number | undefined {
    const startMs = Math.max(sentAtMs, this.#freeAtMs);
    if (startMs - sentAtMs > 400 || this.#random() < this.#lossRate) return undefined;
    this.#freeAtMs = startMs + (sizeBytes * 8_000) / this.#capacityBps;
    return this.#freeAtMs + 20;
  }
}

/** Sends at what the estimate allows, but not more than wished; tells the highest and the last of the second half. */
function play(line: Bottleneck, wishedBps: number, seconds: number) {
  const estimator = new BandwidthEstimator();
  const estimates: number[] = [];
  let pending: { sentAtMs: number; arrivedAtMs: number | undefined; sizeBytes: number }[] = [];
  for (let nowMs = 0; nowMs < seconds * 1_000; nowMs += 10) {
    const rateBps = Math.min(wishedBps, estimator.estimateBps ?? Infinity);
    for (let bytes = (rateBps * 10) / 8_000; bytes > 0; bytes -= 1_200) {
      const sizeBytes = Math.min(1_200, Math.max(100, bytes));
      pending.push({ sentAtMs: nowMs, arrivedAtMs: line.send(nowMs, sizeBytes), sizeBytes });
    }
    if (nowMs % 50 !== 0) continue;
    const isKnown = ({ arrivedAtMs, sentAtMs }: (typeof pending)[number]): boolean => (arrivedAtMs ?? sentAtMs + 450) <= nowMs;
    estimator.handleFeedback(pending.filter(isKnown), nowMs);
    pending = pending.filter((packet) => !isKnown(packet));
    if (nowMs > seconds * 500) estimates.push(estimator.estimateBps ?? Infinity);
  }
  return { estimates, estimator };
}

describe("the estimate of a line", () => {
  it("has no limit while everything arrives in time", () => {
    expect(play(new Bottleneck(5_000_000), 2_000_000, 20).estimator.estimateBps).toBeUndefined();
  });

  it("finds the capacity of a narrow line, and keeps its queue short", () => {
    const { estimates } = play(new Bottleneck(1_000_000), 3_000_000, 40);
    expect(Math.min(...estimates)).toBeGreaterThan(450_000);
    expect(Math.max(...estimates)).toBeLessThan(1_500_000);
  });

  it("does not take the loss of a bad radio for a queue", () => {
    const { estimator } = play(new Bottleneck(5_000_000, 0.05), 2_000_000, 20);
    expect(estimator.estimateBps ?? Infinity).toBeGreaterThan(1_500_000);
  });

  it("gives way when much is lost", () => {
    const { estimator } = play(new Bottleneck(5_000_000, 0.3), 2_000_000, 20);
    expect(estimator.estimateBps ?? Infinity).toBeLessThan(1_000_000);
  });

  it("rises by proof", () => {
    const { estimator } = play(new Bottleneck(1_000_000), 3_000_000, 10);
    estimator.handleProbeSucceeded(2_500_000);
    expect(estimator.estimateBps).toBe(2_500_000);
  });
});
