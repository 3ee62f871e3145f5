import { expect, test } from "vitest";
import { describeDateOrder, parseTypedDate } from "./calendar-day.ts";

test.each([
  ["24.11.2026", "2026-11-24"],
  ["4.3.26", "2026-03-04"],
  ["24112026", "2026-11-24"],
  ["24/11", "2026-11-24"],
  ["24.11.", "2026-11-24"],
  ["2026-11-24", "2026-11-24"],
  ["29.02.2024", "2024-02-29"],
  ["29.02.2026", null],
  ["11.24.2026", null],
  ["24.11.206", null],
  ["завтра", null],
  ["24", null],
])("a typed date %s is %s", (text, day) => expect(parseTypedDate(text, "ru", "2026")).toBe(day));

test("the order of a typed date is that of the locale, and it is said", () => {
  expect(describeDateOrder("ru", "ru")).toBe("дд.мм.гггг");
  expect(describeDateOrder("en-GB", "en")).toBe("dd/mm/yyyy");
  expect(parseTypedDate("3/4/2026", "en-GB", "2026")).toBe("2026-04-03");
  expect(parseTypedDate("3/4/2026", "en-US", "2026")).toBe("2026-03-04");
});
