import { useMemo, useSyncExternalStore } from "react";
import { useLanguage } from "./catalogue.ts";
import { describeDateOrder, isCalendarDay, parseTypedDate } from "./calendar-day.ts";
import type { Language } from "./language.ts";

/** A moment; or, as `YYYY-MM-DD`, a calendar day: the same everywhere, whatever the time zone. */
export type Instant = string | number | Date;

/** Dates, numbers and sizes as people of a language write them. The day of a moment is that of the time zone. */
export interface Format {
  /** `09:43` */
  clock(at: Instant): string;
  /** in lists: `09:43` today, `вчера`, `пн` within a week, `20 нояб.`, `20 нояб. 2025` */
  short(at: Instant, now?: Instant): string;
  /** of a day: `Сегодня, 24 ноября`, `Вчера, 23 ноября`, `Пятница, 20 ноября` */
  day(at: Instant, now?: Instant): string;
  /** `5 минут назад`, `через 2 дня` */
  relative(at: Instant, now?: Instant): string;
  /** whole, for titles: `24 ноября 2026 г. в 09:43:12` */
  exact(at: Instant): string;
  /** `24 ноября 2026 г.` */
  date(at: Instant): string;
  /** `24.11.2026` */
  numericDate(at: Instant): string;
  /** `24 нояб.` */
  dayMonth(at: Instant): string;
  /** `вторник, 24 ноября` */
  weekdayDate(at: Instant): string;
  /** `вт` */
  weekday(at: Instant): string;
  /** @param text a date as one types it: `24.11.2026`, `24.11.26`, `24112026`, without the year that of `now` @returns `YYYY-MM-DD`; null when it is no date */
  parseDate(text: string, now?: Instant): string | null;
  /** `дд.мм.гггг`: in which order a date is typed */
  readonly datePattern: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** `5 180 000,00 ₽` */
  money(value: number, currency: string): string;
  size(bytes: number): string;
  /** `Анна, Сергей и Татьяна` */
  list(items: readonly string[]): string;
  /** `YYYY-MM-DD` of the instant in the time zone: equal for instants of one day */
  dayKey(at: Instant): string;
}

const dayMs = 86_400_000;
const cache = new Map<string, Format>();

/** @returns the formats of a language and a time zone; the same object for the same two */
export function getFormat(language: Language, timeZone?: string): Format {
  const key = `${language} ${timeZone ?? ""}`;
  const known = cache.get(key);
  if (known) return known;
  const created = createFormat(language, timeZone);
  cache.set(key, created);
  return created;
}

/** English texts are British, and so are dates; Americans, by their browser, have their own. */
function localeOf(language: Language): string {
  if (language !== "en") return language;
  return typeof navigator === "undefined" || !navigator.languages?.includes("en-US") ? "en-GB" : "en-US";
}

/** @returns how to write a moment in a time zone, and a calendar day in none */
function createDateFormat(locale: string, options: Intl.DateTimeFormatOptions): (at: Instant) => string {
  const ofMoment = new Intl.DateTimeFormat(locale, options);
  const ofDay = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return (at) => (isCalendarDay(at) ? ofDay : ofMoment).format(new Date(at));
}

function createFormat(language: Language, timeZone: string | undefined): Format {
  const locale = localeOf(language);
  const zone = timeZone === undefined ? {} : { timeZone };
  const dates = (options: Intl.DateTimeFormatOptions) => createDateFormat(locale, { ...zone, ...options });
  const clock = dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekday = dates({ weekday: "short" });
  const dayMonth = dates({ day: "numeric", month: "short" });
  const dayMonthYear = dates({ day: "numeric", month: "short", year: "numeric" });
  const longDay = dates({ day: "numeric", month: "long" });
  const longWeekday = dates({ weekday: "long" });
  const date = dates({ day: "numeric", month: "long", year: "numeric" });
  const dayKey = createDateFormat("sv-SE", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const daysAgo = (at: Instant, now: Instant) => Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / dayMs);
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const listFormat = new Intl.ListFormat(locale, { type: "conjunction" });
  return {
    clock,
    date,
    dayKey,
    dayMonth,
    weekday,
    weekdayDate: dates({ weekday: "long", day: "numeric", month: "long" }),
    datePattern: describeDateOrder(locale, language),
    parseDate: (text, now = Date.now()) => parseTypedDate(text, locale, dayKey(now).slice(0, 4)),
    exact: dates({ dateStyle: "long", timeStyle: "medium" }),
    numericDate: dates({ day: "2-digit", month: "2-digit", year: "numeric" }),
    short(at, now = Date.now()) {
      const days = daysAgo(at, now);
      if (days === 0) return clock(at);
      if (days === 1) return relativeFormat.format(-1, "day");
      if (days > 1 && days < 7) return weekday(at);
      return dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4) ? dayMonth(at) : dayMonthYear(at).replace(/ г\.$/, "");
    },
    day(at, now = Date.now()) {
      const days = daysAgo(at, now);
      const name = days === 0 || days === 1 ? relativeFormat.format(-days, "day") : longWeekday(at);
      const isThisYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);
      return `${capitalize(name, language)}, ${isThisYear ? longDay(at) : date(at).replace(/ г\.$/, "")}`;
    },
    relative: (at, now = Date.now()) => formatRelative(relativeFormat, new Date(at).getTime() - new Date(now).getTime()),
    number: (value, options = {}) => new Intl.NumberFormat(locale, options).format(value),
    money: (value, currency) => new Intl.NumberFormat(locale, { style: "currency", currency }).format(value),
    size: (bytes) => formatSize(bytes, language),
    list: (items) => listFormat.format(items),
  };
}

function capitalize(text: string, language: Language): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365 * dayMs],
  ["month", 30 * dayMs],
  ["week", 7 * dayMs],
  ["day", dayMs],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

function formatRelative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const step = steps.find(([, lengthMs]) => Math.abs(differenceMs) >= lengthMs);
  return step === undefined ? format.format(0, "second") : format.format(Math.trunc(differenceMs / step[1]), step[0]);
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** @returns `96 КБ`, `1,8 МБ`: thousands are 1024, one digit after the comma below ten */
export function formatSize(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0;
  const text = new Intl.NumberFormat(language, { style: "unit", unit: units[power]!, unitDisplay: "short", maximumFractionDigits }).format(
    value,
  );
  // «кБ» of the standard stands oddly beside «МБ»: Russian programs write both large.
  return text.replace("кБ", "КБ");
}

let personZone: string | undefined;
const zoneListeners = new Set<() => void>();

/** Shows times in the zone of the person; without one the zone of the device. */
export function setTimeZone(timeZone: string | undefined): void {
  personZone = timeZone;
  for (const listener of zoneListeners) listener();
}

function subscribeZone(listener: () => void): () => void {
  zoneListeners.add(listener);
  return () => zoneListeners.delete(listener);
}

/** Formats of the language of the page and the zone of the person. */
export function useFormat(): Format {
  const language = useLanguage();
  const timeZone = useSyncExternalStore(
    subscribeZone,
    () => personZone,
    () => personZone,
  );
  return useMemo(() => getFormat(language, timeZone), [language, timeZone]);
}
