import { expect, test } from "vitest";
import { computeRetryDelay } from "./index.ts";

test("waiting doubles up to twenty seconds and is spread", () => {
  expect([0, 1, 2, 10].map((attempt) => computeRetryDelay(attempt, 1))).toEqual([500, 1000, 2000, 20_000]);
  expect(computeRetryDelay(0, 0)).toBe(250);
});
