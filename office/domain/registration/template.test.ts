import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isTimeZone, listMissingFields, toDepartmentCode, toLocalDate } from "./rules.ts";
import { findTemplateFault, formatNumber, placeholders } from "./template.ts";
import type { NumberFacts, Restart } from "./template.ts";

const facts: NumberFacts = { prefix: "Вх", sequence: 42, registeredOn: "2026-03-09", departmentCode: "ОП", kindCode: "КП" };

test.each([
  ["{prefix}-{n:5}/{yy}", "Вх-00042/26"],
  ["{n}", "42"],
  ["{kind}-{department}-{yyyy}/{mm}-{n:3}", "КП-ОП-2026/03-042"],
  ["№ {n:1} ({prefix})", "№ 42 (Вх)"],
])("the template %s makes %s", (template, number) => {
  expect(formatNumber(template, facts)).toBe(number);
});

test.each([
  ["{n}/{yy}", "yearly", null],
  ["{n}", "never", null],
  ["{prefix}-{n:5}", "yearly", "yearMissing"],
  ["{n}-{mm}", "yearly", "yearMissing"],
  ["{yy}-{prefix}", "yearly", "counterMissing"],
  ["{n}{n}/{yy}", "yearly", "counterTwice"],
  ["{number}/{yy}", "yearly", "unknownPlaceholder"],
  ["{n:0}/{yy}", "yearly", "widthWrong"],
  ["{n:12}/{yy}", "yearly", "widthWrong"],
  ["{yy:2}/{n}", "yearly", "widthWrong"],
  ["{n/{yy}", "yearly", "unbalanced"],
  ["n}{yy}", "yearly", "unbalanced"],
] as const)("the template %s, beginning anew %s: %s", (template, restart, fault) => {
  expect(findTemplateFault(template, restart)).toBe(fault);
});

const arbitraryPiece = fc.oneof(
  fc.constantFrom(...placeholders.map((name) => `{${name}}`), "{n:3}", "{n:5}", "-", "/", "А", "7"),
  fc.string({ maxLength: 3 }),
);
const arbitraryTemplate = fc.array(arbitraryPiece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(""));
const arbitraryFacts = fc.record({
  sequence: fc.integer({ min: 1, max: 200_000 }),
  year: fc.integer({ min: 2020, max: 2099 }),
  month: fc.integer({ min: 1, max: 12 }),
  departmentCode: fc.constantFrom("О", "ОП", "ПТО"),
  kindCode: fc.constantFrom("ВХ", "Д"),
});

test("whatever the template: it is refused, or no two numbers of a register are the same", () => {
  const arbitraryRestart = fc.constantFrom<Restart>("yearly", "never");
  fc.assert(
    fc.property(arbitraryTemplate, arbitraryRestart, arbitraryFacts, arbitraryFacts, (template, restart, one, other) => {
      if (findTemplateFault(template, restart) !== null) return;
      const isSameCounter = one.sequence === other.sequence && (restart === "never" || one.year === other.year);
      const [first, second] = [one, other].map(({ year, month, ...rest }) =>
        formatNumber(template, { ...rest, prefix: "1-А", registeredOn: `${year}-${String(month).padStart(2, "0")}-15` }),
      );
      if (!isSameCounter) expect(first).not.toBe(second);
    }),
    { numRuns: 3_000 },
  );
});

test("a day begins where the register stands", () => {
  const instant = new Date("2026-12-31T14:30:00Z");
  expect(toLocalDate(instant, "Europe/Moscow")).toBe("2026-12-31");
  expect(toLocalDate(instant, "Asia/Vladivostok")).toBe("2027-01-01");
  expect([isTimeZone("Europe/Moscow"), isTimeZone("Europe/Nowhere")]).toEqual([true, false]);
});

test("initials of a department are letters alone", () => {
  expect(["Отдел продаж", "Цех № 1", "42"].map(toDepartmentCode)).toEqual(["ОП", "Ц", ""]);
});

test("a document needs what its kind needs; a file is as good as a text", () => {
  const empty = { counterparty: "", amountMinor: null, text: " ", fileCount: 0 };
  expect(listMissingFields({ ...empty, kind: "invoice" })).toEqual(["counterparty", "amountMinor", "text"]);
  expect(listMissingFields({ ...empty, kind: "order" })).toEqual(["text"]);
  expect(listMissingFields({ ...empty, kind: "order", fileCount: 1 })).toEqual([]);
});
