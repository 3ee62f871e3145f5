import { expect, test } from "vitest";
import { parseMoney } from "./money.ts";

test.each([
  ["12 500,50", 1_250_050],
  ["12,500.50", 1_250_050],
  ["1 264 000 ₽", 126_400_000],
  ["100", 10_000],
  ["0,5", 50],
  ["", null],
])("%s is read as people write it", (text, minor) => {
  expect(parseMoney(text)).toBe(minor);
});

test.each(["сто", "-5", "1.2.3", "12,345,6", "99999999999999999"])("%s is no sum", (text) => {
  expect(parseMoney(text)).toBeUndefined();
});
