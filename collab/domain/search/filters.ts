import { foldText } from "@veche/kernel";

export const hasKinds = ["file", "link", "image"] as const;
export type HasKind = (typeof hasKinds)[number];

export type FilterName = "from" | "in" | "has" | "before" | "after" | "on" | "mentions";

const names: Readonly<Record<FilterName, readonly string[]>> = {
  from: ["from", "author", "от", "автор"],
  in: ["in", "в", "где"],
  has: ["has", "with", "есть", "с"],
  before: ["before", "until", "до"],
  after: ["after", "since", "после"],
  on: ["on", "during", "за"],
  mentions: ["mentions", "to", "кому", "упоминает", "упоминания"],
};
const filterOf = new Map(Object.entries(names).flatMap(([filter, all]) => all.map((name) => [name, filter as FilterName] as const)));

/** @returns which filter a name before a colon means */
export function readFilterName(name: string): FilterName | undefined {
  return filterOf.get(foldText(name));
}

const hasWords: Readonly<Record<HasKind, RegExp>> = {
  file: /^(files?|attachments?|файл(ы|ом|ами)?|вложени(е|я|ем|ями))$/,
  link: /^(links?|urls?|ссылк(а|и|ой|ами))$/,
  image: /^(images?|pictures?|photos?|картинк(а|и|ой|ами)|фото|изображени(е|я|ем|ями))$/,
};

export function parseHas(value: string): HasKind | undefined {
  return hasKinds.find((kind) => hasWords[kind].test(foldText(value)));
}

export function isAboutMe(value: string): boolean {
  return /^(me|мне|меня|я|мои)$/.test(foldText(value));
}

/** Days from `start` on, `end` is the day after the last: `YYYY-MM-DD`. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** A day or a month: `2026-11-05`, `05.11.2026`, `5.11`, `2026-11`, `11.2026`, `today`, `вчера`. @returns undefined for what is none */
export function parsePeriod(value: string, today: string): Period | undefined {
  const folded = foldText(value);
  if (/^(today|сегодня)$/.test(folded)) return toDays(today);
  if (/^(yesterday|вчера)$/.test(folded)) return toDays(addDays(today, -1));
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(folded);
  if (day) return toDays(toDate(day[1]!, day[2]!, day[3]!));
  const russian = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?$/.exec(folded);
  if (russian) return toDays(toDate(russian[3] ?? today.slice(0, 4), russian[2]!, russian[1]!));
  const month = /^(\d{4})-(\d{1,2})$/.exec(folded) ?? /^(?<month>\d{1,2})\.(?<year>\d{4})$/.exec(folded);
  if (!month) return undefined;
  return toMonth(month.groups?.["year"] ?? month[1]!, month.groups?.["month"] ?? month[2]!);
}

function toDays(date: string | undefined): Period | undefined {
  return date === undefined ? undefined : { start: date, end: addDays(date, 1) };
}

function toMonth(year: string, month: string): Period | undefined {
  const start = toDate(year, month, "1");
  return start === undefined ? undefined : { start, end: `${addDays(start, 31).slice(0, 7)}-01` };
}

/** @returns undefined for a day that is not in the calendar */
function toDate(year: string, month: string, day: string): string | undefined {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? undefined : date;
}

function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
