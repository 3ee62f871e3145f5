import type { Language } from "./language.ts";

const letters = { ru: { day: "дд", month: "мм", year: "гггг" }, en: { day: "dd", month: "mm", year: "yyyy" } };

/** Whether it is written `YYYY-MM-DD`: a day of the calendar, not a moment. */
export function isCalendarDay(at: unknown): at is string {
  return typeof at === "string" && /^\d{4}-\d{2}-\d{2}$/.test(at);
}

function partsOf(locale: string): readonly Intl.DateTimeFormatPart[] {
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(0);
}

/** @returns `дд.мм.гггг`, `dd/mm/yyyy` */
export function describeDateOrder(locale: string, language: Language): string {
  const names: Readonly<Record<string, string>> = letters[language];
  return partsOf(locale)
    .map(({ type, value }) => names[type] ?? value)
    .join("")
    .trim();
}

function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : null;
}

/**
 * @param text the numbers of a date in the order of the locale with anything between them, or eight or six digits on end, or `YYYY-MM-DD`
 * @param thisYear what a date without a year is given
 * @returns `YYYY-MM-DD`; null when there is no such day between 1900 and 2199
 */
export function parseTypedDate(text: string, locale: string, thisYear: string): string | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const typed = /^(\d\d)(\d\d)(\d\d(?:\d\d)?)$/.exec(text.trim())?.slice(1) ?? text.trim().split(/[^\d]+/);
  // a full stop at the end, as after «24.11.»
  const numbers = typed.at(-1) === "" ? typed.slice(0, -1) : typed;
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every((number) => /^(?:\d{1,2}|\d{4})$/.test(number))) return null;
  const order = partsOf(locale).flatMap(({ type }) => (type === "day" || type === "month" ? [type] : []));
  const year = numbers[2] ?? thisYear;
  if (year.length === 1) return null;
  const fullYear = Number(year.length === 2 ? `20${year}` : year);
  return toDay(fullYear, Number(numbers[order.indexOf("month")]), Number(numbers[order.indexOf("day")]));
}
