import { expect, test } from "vitest";
import { matches } from "./commands.ts";

test("every word of the query begins a word of the command", () => {
  expect(matches("Функции для технического специалиста Все функции", "все функ")).toBe(true);
  expect(matches("Функции для технического специалиста Все функции", "ТЕХНИЧЕСКОГО")).toBe(true);
  expect(matches("Новый документ", "документ новый")).toBe(true);
  expect(matches("Новый документ", "кумент")).toBe(false);
});
