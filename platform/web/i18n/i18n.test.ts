import { errorStatus, AppError } from "@veche/kernel";
import { expect, test } from "vitest";
import { chooseLanguage, defineCatalogue, describeError, getFormat, setLanguage, translate } from "./index.ts";

const format = getFormat("ru", "Europe/Moscow");
const now = "2026-11-24T07:00:00Z";
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("a stored language wins, then the first one of the browser we speak, then Russian", () => {
  expect(chooseLanguage("en", ["ru-RU"])).toBe("en");
  expect(chooseLanguage(null, ["de-DE", "en-US", "ru"])).toBe("en");
  expect(chooseLanguage(null, ["de-DE"])).toBe("ru");
});

test("Russian counts in three forms", () => {
  const texts = defineCatalogue("test", {
    ru: { files_one: "{{count}} файл", files_few: "{{count}} файла", files_many: "{{count}} файлов" },
    en: { files_one: "{{count}} file", files_other: "{{count}} files" },
  });
  expect([1, 2, 5, 21].map((count) => translate(texts, "files", { count }))).toEqual(["1 файл", "2 файла", "5 файлов", "21 файл"]);
});

test.each(Object.keys(errorStatus))("the failure %s has a sentence of its own in both languages", (code) => {
  const error = new AppError(code as keyof typeof errorStatus);
  setLanguage("en");
  const english = describeError(error);
  setLanguage("ru");
  expect(english).toMatch(/^[A-Z].+\.$/);
  expect(describeError(error)).toMatch(/^[А-ЯЁ].+\.$/);
});

test("a failure tells the facts it carries", () => {
  expect(describeError(new AppError("code_wrong", { attemptsLeft: 2 }))).toContain("Осталось 2 попытки.");
  expect(describeError(new AppError("too_large", { limit: 20_000, unit: "characters" }))).toContain("20000 знаков");
});

test("list times are short: clock today, then a word, a weekday, a date", () => {
  expect(format.short("2026-11-24T06:43:00Z", now)).toBe("09:43");
  expect(format.short("2026-11-23T06:43:00Z", now)).toBe("вчера");
  expect(format.short("2026-11-20T06:43:00Z", now)).toBe("пт");
  expect(plain(format.short("2026-11-12T06:43:00Z", now))).toBe("12 нояб.");
  expect(plain(format.short("2025-11-12T06:43:00Z", now))).toBe("12 нояб. 2025");
});

test("a day has its name and its date in the zone of the person", () => {
  expect(plain(format.day("2026-11-23T22:00:00Z", now))).toBe("Сегодня, 24 ноября");
  expect(plain(format.day("2026-11-23T20:00:00Z", now))).toBe("Вчера, 23 ноября");
  expect(plain(format.day("2026-11-20T09:00:00Z", now))).toBe("Пятница, 20 ноября");
});

test("sizes and distances in time read as people say them", () => {
  expect(plain(format.size(1_887_437))).toBe("1,8 МБ");
  expect(plain(format.size(98_304))).toBe("96 КБ");
  expect(format.relative("2026-11-24T06:55:00Z", now)).toBe("5 минут назад");
  expect(format.relative("2026-11-24T06:59:40Z", now)).toBe("сейчас");
});

test("a calendar day is the same day in every time zone", () => {
  for (const timeZone of ["Asia/Kamchatka", "Pacific/Kiritimati", "America/Los_Angeles"]) {
    expect(getFormat("ru", timeZone).numericDate("2026-11-24")).toBe("24.11.2026");
    expect(getFormat("en", timeZone).dayKey("2026-11-24")).toBe("2026-11-24");
  }
  expect(plain(format.weekdayDate("2026-11-24"))).toBe("вторник, 24 ноября");
});
