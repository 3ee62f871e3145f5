import { expect, test } from "vitest";
import { chooseGreeting } from "./greeting.ts";

test("greets by the hour", () => {
  expect([5, 11, 12, 17, 18, 23, 0, 4].map(chooseGreeting)).toEqual([
    "morning",
    "morning",
    "day",
    "day",
    "evening",
    "evening",
    "night",
    "night",
  ]);
});
