import { expect, test } from "vitest";
import { chooseGreeting, computeGivenName } from "./greeting.ts";

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

test("calls a person by the given name", () => {
  expect(["Орлов Дмитрий Александрович", "Анна Ковалёва", "Madonna"].map(computeGivenName)).toEqual(["Дмитрий", "Анна", "Madonna"]);
});
