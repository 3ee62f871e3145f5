import { expect, test } from "vitest";
import { buildCsv } from "./csv.ts";

test("fields with separators, quotes and lines are quoted", () => {
  expect(
    buildCsv([
      ["Номер", "Название"],
      ['КП-1; "срочно"', "две\nстроки"],
    ]),
  ).toBe('\uFEFFНомер;Название\r\n"КП-1; ""срочно""";"две\nстроки"\r\n');
});

test("nothing becomes a formula in a table program", () => {
  expect(buildCsv([["=1+1", "-5", "плюс"]])).toBe("\uFEFF'=1+1;'-5;плюс\r\n");
});
