import { expect, test } from "vitest";
import { foldText, listSearchReadings, switchLayout } from "./keyboard.ts";

test("a text typed in the wrong layout is read in the other one", () => {
  expect(switchLayout("ghbdtn")).toBe("привет");
  expect(switchLayout("Руддщ")).toBe("hello");
  expect(switchLayout(".hbq")).toBe("юрий");
});

test("search does not tell ё from е, nor capitals from small letters", () => {
  expect(foldText("  Семён   ЁЛКИН ")).toBe("семен елкин");
});

test("a search text is read as typed first and then in the other layout", () => {
  expect(listSearchReadings("Ljujdjh")).toEqual(["ljujdjh", "договор"]);
  expect(listSearchReadings("2026")).toEqual(["2026"]);
  expect(listSearchReadings("  ")).toEqual([]);
});
