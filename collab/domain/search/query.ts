import { switchLayout, transliterate } from "@veche/kernel";
import { isAboutMe, parseHas, parsePeriod, readFilterName, type HasKind } from "./filters.ts";
import { composeText, listJoinedNumbers, listWords, type JoinedNumber } from "./words.ts";

/** What a person may have meant by what he typed: as it stands, typed in the other layout, written in the other alphabet. */
export interface SearchReading {
  readonly kind: "typed" | "layout" | "alphabet";
  /** folded; several stand side by side in a hit, in this order */
  readonly words: readonly string[];
}

/** One thing that a hit must have, or must not have. */
export interface SearchTerm {
  /** the first is as typed; none is empty */
  readonly readings: readonly SearchReading[];
  readonly isExcluded: boolean;
  /** still being typed: a beginning of its last word is enough */
  readonly isUnfinished: boolean;
}

/** What filters written into a query say; names and days as they were written. */
export interface QueryFilters {
  /** names of authors; `me` is oneself */
  readonly from: readonly string[];
  /** titles of conversations */
  readonly in: readonly string[];
  readonly has: readonly HasKind[];
  /** first day, `YYYY-MM-DD`, in the time zone of who asks */
  readonly since: string | null;
  /** the day after the last one */
  readonly until: string | null;
  readonly isAboutMe: boolean;
}

export interface SearchQuery {
  /** all of them; at most 12 */
  readonly terms: readonly SearchTerm[];
  readonly filters: QueryFilters;
}

const maxTermCount = 12;
const maxPhraseLength = 16;
const shortestTransliterated = 3;
const noFilters: QueryFilters = { from: [], in: [], has: [], since: null, until: null, isAboutMe: false };
/** `-` before it, a filter's name with a colon, a phrase in quotes or one piece without spaces. */
const piece = /(-(?=[\p{L}"«]))?(?:([\p{L}]{1,12}):(?=\S))?(?:"([^"]*)"?|«([^»]*)»?|(\S+))/gu;

interface Piece {
  readonly isExcluded: boolean;
  readonly name: string | undefined;
  readonly isPhrase: boolean;
  readonly text: string;
  readonly whole: string;
}

/**
 * Reads a query: words, `"a phrase"`, `-without`, and filters in Russian or English: `from:` `от:`, `in:` `в:`, `has:` `есть:` (file, link,
 * image), `before:` `до:`, `after:` `после:`, `on:` `за:`, `mentions:me` `кому:мне`. What is no filter is a word.
 * @param today `YYYY-MM-DD` where the person is
 */
export function parseSearchQuery(text: string, today: string): SearchQuery {
  const composed = composeText(text);
  const numbers = listJoinedNumbers(composed);
  const terms: SearchTerm[] = [];
  let filters = noFilters;
  let isReadTo = 0;
  for (const match of composed.matchAll(piece)) {
    if (match.index < isReadTo) continue;
    const number = numbers.find(({ start, end }) => start <= match.index && match.index < end);
    if (number) {
      isReadTo = number.end;
      terms.push(toNumberTerm(composed, number));
      continue;
    }
    const found = toPiece(match);
    const more = found.name === undefined ? undefined : addFilter(filters, found.name, found.text, today);
    if (more) filters = more;
    else terms.push(...toTerms(found, isUnfinishedAt(composed, match)));
  }
  return { terms: terms.slice(0, maxTermCount), filters };
}

function toPiece([whole, minus, name, quoted, angled, plain]: RegExpExecArray): Piece {
  const phrase = quoted ?? angled;
  return { isExcluded: minus !== undefined, name, isPhrase: phrase !== undefined, text: phrase ?? plain ?? "", whole };
}

function isUnfinishedAt(text: string, { index, 0: whole }: RegExpExecArray): boolean {
  return index + whole.length === text.length && /[\p{L}\p{Nd}]$/u.test(whole);
}

function toNumberTerm(text: string, number: JoinedNumber): SearchTerm {
  const written: SearchReading = { kind: "typed", words: listWords(text.slice(number.start, number.end)) };
  return { readings: [written, { kind: "typed", words: [number.word] }], isExcluded: false, isUnfinished: false };
}

function toTerms({ isExcluded, isPhrase, name, text, whole }: Piece, isUnfinished: boolean): SearchTerm[] {
  const readings = listReadings(name === undefined || isPhrase ? text : whole.replace(/^-/, ""));
  return readings.length === 0 ? [] : [{ readings, isExcluded, isUnfinished: isUnfinished && !isPhrase && !isExcluded }];
}

/** Best first, without repetitions. */
function listReadings(text: string): SearchReading[] {
  const typed = listWords(text).slice(0, maxPhraseLength);
  const layout = listWords(switchLayout(text)).slice(0, maxPhraseLength);
  const isLong = typed.every((word) => word.length >= shortestTransliterated);
  const alphabet = isLong ? typed.map(transliterate) : [];
  const readings = new Map<string, SearchReading>();
  for (const [kind, words] of [["typed", typed] as const, ["layout", layout] as const, ["alphabet", alphabet] as const]) {
    const key = words.join(" ");
    if (key.trim() !== "" && !readings.has(key)) readings.set(key, { kind, words });
  }
  return [...readings.values()];
}

/** @returns undefined when it is none */
function addFilter(filters: QueryFilters, name: string, value: string, today: string): QueryFilters | undefined {
  const kind = readFilterName(name);
  switch (kind) {
    case "from":
    case "in":
      return value.trim() === "" ? undefined : { ...filters, [kind]: [...filters[kind], value.trim()] };
    case "has": {
      const has = parseHas(value);
      return has && { ...filters, has: [...new Set([...filters.has, has])] };
    }
    case "mentions":
      return isAboutMe(value) ? { ...filters, isAboutMe: true } : undefined;
    case undefined:
      return undefined;
    default: {
      const period = parsePeriod(value, today);
      if (!period) return undefined;
      if (kind === "before") return { ...filters, until: period.start };
      return kind === "after" ? { ...filters, since: period.end } : { ...filters, since: period.start, until: period.end };
    }
  }
}
