import { expect, test } from "vitest";
import { computeRatio } from "./benchmarks/messages.ts";
import type { PlayFigures } from "./benchmarks/playing.ts";
import { computeDistribution } from "./players/distribution.ts";
import { atLeast, atMost, toTable } from "./report.ts";

const figures = (scale: number): PlayFigures => ({
  durableSendsPerSecond: 100 * scale,
  deliveriesPerSecond: 1_000 * scale,
  deliveriesPerSecondPerCore: 500 * scale,
  cpuSecondsPerMillionDeliveries: 10 / scale,
  latencyMs: { p50: 1, p95: 2, p99: 4 * scale },
  bytesPerConnection: 8_000,
  machine: "here",
});

test("a table says what was demanded and whether it was met", () => {
  const lines = toTable([
    { figure: "sends/s", value: 12_000, must: atLeast(8_000) },
    { figure: "ms", value: 9.126, must: atMost(8) },
    { figure: "bytes", value: 5, peer: 10, ratio: 0.5 },
  ]);
  expect(lines).toEqual([
    "figure   value   must                    peer  ratio",
    "sends/s  12,000  at least 8,000  met",
    "ms       9.13    at most 8       missed",
    "bytes    5                               10    0.5",
  ]);
});

test("a ratio is ours divided by the peer's, by the same names", () => {
  expect(computeRatio(figures(4), figures(1))).toEqual({
    durableSendsPerSecond: 4,
    deliveriesPerSecond: 4,
    deliveriesPerSecondPerCore: 4,
    cpuSecondsPerMillionDeliveries: 0.25,
    latencyMs: { p50: 1, p95: 1, p99: 4 },
    bytesPerConnection: 1,
  });
});

test("a distribution does not care for the order", () => {
  expect(computeDistribution([3, 1, 2])).toEqual({ p50: 2, p95: 3, p99: 3 });
  expect(computeDistribution([]).p50).toBeNaN();
});
