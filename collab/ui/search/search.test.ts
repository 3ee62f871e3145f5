import { expect, it } from "vitest";
import { hasFilters, noFilters, startOf, toInput } from "./filters.ts";
import { rememberQuery } from "./recent.ts";

it("remembers what was looked for, newest first, each once, a few of them", () => {
  const recent = ["раз", "два", "три", "четыре", "пять", "шесть", "Раз", "семь"].reduce<readonly string[]>(rememberQuery, []);
  expect(recent).toEqual(["семь", "Раз", "шесть", "пять", "четыре", "три"]);
  expect(rememberQuery(recent, "")).toBe(recent);
});

it("asks the server only for what was chosen", () => {
  const now = new Date(2026, 10, 24, 15, 30);
  expect(toInput(noFilters, now)).toEqual({});
  expect(hasFilters(noFilters)).toBe(false);
  const filters = { ...noFilters, has: "file" as const, when: "week" as const, isAboutMe: true };
  expect(toInput(filters, now)).toEqual({ has: "file", since: new Date(2026, 10, 17).toISOString(), isAboutMe: true });
  expect(hasFilters(filters)).toBe(true);
});

it("begins a period at midnight", () => expect(startOf("today", new Date(2026, 10, 24, 15, 30))).toEqual(new Date(2026, 10, 24)));
