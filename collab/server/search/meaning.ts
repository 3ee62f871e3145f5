import { isTypoOf, listFleetingStems, listIrregularForms, typosForgiven } from "@veche/collab-domain/search";
import type { SearchReading, SearchTerm } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Db } from "../context.ts";
import { findKnown, listSimilar, listStems, type Known } from "./dictionary-store.ts";

/** What is known of the words of a query. */
export interface Dictionary {
  /** of every word, and of its irregular forms */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  readonly known: Known;
  /** words like a stem; only when typing errors are forgiven */
  readonly similar: ReadonlyMap<string, readonly string[]>;
}

/** `strict`: forms, layouts and alphabets; `wide`: typing errors and beginnings as well. */
export type Breadth = "strict" | "wide";

const shortestBeginning = { strict: 2, wide: 4 };
const shortestBegunNumber = 3;

export async function loadDictionary(
  db: Db,
  applicationId: ApplicationId,
  terms: readonly SearchTerm[],
  breadth: Breadth,
): Promise<Dictionary> {
  const words = [...new Set(terms.flatMap(({ readings }) => readings.flatMap((reading) => reading.words)))];
  const stems = await listStems(db, [...new Set([...words, ...words.flatMap(listIrregularForms)])]);
  const own = [...new Set([...stems.values()].flat())];
  const guesses = own.flatMap(listFleetingStems);
  const known = await findKnown(db, applicationId, [...new Set([...own, ...guesses])], listBeginnings(terms, breadth));
  const similar = breadth === "wide" ? await findSimilar(db, applicationId, terms, { stems, known }) : new Map<string, readonly string[]>();
  return { stems, known, similar };
}

/** Words like those that nobody wrote: as typed and in the other alphabet, or else in the other layout; when somebody wrote them all, like those as typed. */
async function findSimilar(
  db: Db,
  applicationId: ApplicationId,
  terms: readonly SearchTerm[],
  { stems, known }: Omit<Dictionary, "similar">,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const listStemsOf = (isMeant: (reading: SearchReading) => boolean): string[] => {
    const words = terms.flatMap(({ readings }) => readings.filter(isMeant).flatMap((reading) => reading.words));
    return [...new Set(words.flatMap((word) => stems.get(word) ?? []))].filter((stem) => typosForgiven(stem) > 0);
  };
  const isUnknown = (stem: string): boolean => !known.stems.has(stem);
  const typed = listStemsOf(({ kind }) => kind === "typed");
  if (typed.length > 0 && !typed.some(isUnknown)) return listSimilar(db, applicationId, typed);
  const similar = await listSimilar(db, applicationId, listStemsOf(({ kind }) => kind !== "layout").filter(isUnknown));
  const isExplained = [...similar].some(([stem, others]) => others.some((other) => isTypoOf(stem, other)));
  return isExplained ? similar : listSimilar(db, applicationId, listStemsOf(({ kind }) => kind === "layout").filter(isUnknown));
}

/** Of what is still typed; when errors are forgiven, of every longer word. */
function listBeginnings(terms: readonly SearchTerm[], breadth: Breadth): readonly string[] {
  const typed = terms
    .filter(({ isUnfinished }) => isUnfinished)
    .flatMap(({ readings }) => readings.flatMap(({ words }) => words.slice(-1)));
  const all = breadth === "wide" ? terms.flatMap(({ readings }) => readings.flatMap(({ words }) => words)) : [];
  return [
    ...new Set([
      ...typed.filter((word) => word.length >= shortestBeginning.strict),
      ...all.filter((word) => word.length >= shortestBeginning.wide),
    ]),
  ];
}

/** A word of a reading, and whether a beginning of what was meant is enough. */
interface Sought {
  readonly word: string;
  readonly isBeginning: boolean;
}

/** What the index is asked for one term. */
export interface TermQuery {
  /** @see PostgreSQL: tsquery */
  readonly text: string;
  /** so many words fit that the index is no help: the messages themselves are looked at, newest first */
  readonly isBroad: boolean;
}

/** @returns undefined when the term says nothing, as `и` */
export function toTermQuery(term: SearchTerm, dictionary: Dictionary, breadth: Breadth): TermQuery | undefined {
  const readings = listMeantReadings(term, dictionary, breadth);
  const parts = new Set(readings.flatMap((reading) => toReadingQuery(toSought(reading, term), dictionary, breadth) ?? []));
  if (parts.size === 0) return undefined;
  const text = [...parts].join(" | ");
  return { text: `(${text})`, isBroad: text.includes(":*") };
}

/** What is typed always; other readings when all their words are known. */
export function listMeantReadings(term: SearchTerm, dictionary: Dictionary, breadth: Breadth): readonly SearchReading[] {
  const isMeant = (reading: SearchReading): boolean =>
    toSought(reading, term).every((sought) => isKnown(sought, dictionary) || (breadth === "wide" && hasSimilar(sought, dictionary)));
  const isTypedKnown = isTermKnown(term, dictionary);
  return term.readings.filter((reading) => {
    if (reading.kind === "typed") return true;
    if (reading.kind === "layout" && isTypedKnown && breadth === "strict") return false;
    return reading.words.some((word) => /\p{L}/u.test(word)) && isMeant(reading);
  });
}

/** Whether somebody wrote all words as they were typed. */
export function isTermKnown(term: SearchTerm, dictionary: Dictionary): boolean {
  return term.readings.some(
    (reading) => reading.kind === "typed" && toSought(reading, term).every((sought) => isKnown(sought, dictionary)),
  );
}

function toSought({ words }: SearchReading, term: SearchTerm): readonly Sought[] {
  return words.map((word, index) => ({ word, isBeginning: term.isUnfinished && index === words.length - 1 }));
}

function isKnown({ word, isBeginning }: Sought, { stems, known }: Dictionary): boolean {
  const own = stems.get(word) ?? [];
  const isBegun = isBeginning && known.begun.get(word)?.length !== 0;
  return /\d/.test(word) || own.length === 0 || own.some((stem) => known.stems.has(stem)) || isBegun;
}

function hasSimilar({ word }: Sought, dictionary: Dictionary): boolean {
  return listSimilarStems(word, dictionary).length > 0;
}

function listSimilarStems(word: string, { stems, similar }: Dictionary): readonly string[] {
  return (stems.get(word) ?? []).flatMap((stem) => (similar.get(stem) ?? []).filter((other) => isTypoOf(stem, other)));
}

/** Words side by side; between them as much room as words without meaning take. */
function toReadingQuery(sought: readonly Sought[], dictionary: Dictionary, breadth: Breadth): string | undefined {
  let query: string | undefined;
  let distance = 1;
  for (const one of sought) {
    const atoms = listAtoms(one, dictionary, breadth);
    if (atoms.length === 0) distance += query === undefined ? 0 : 1;
    else {
      const step = atoms.length === 1 ? atoms[0]! : `(${atoms.join(" | ")})`;
      query = query === undefined ? step : `${query} <${distance}> ${step}`;
      distance = 1;
    }
  }
  return query === undefined ? undefined : `(${query})`;
}

/** Everything in the index that a word may be. */
function listAtoms({ word, isBeginning }: Sought, dictionary: Dictionary, breadth: Breadth): readonly string[] {
  const { stems, known } = dictionary;
  const own = stems.get(word) ?? [];
  const irregular = listIrregularForms(word).flatMap((form) => stems.get(form) ?? []);
  const fleeting = own.flatMap(listFleetingStems).filter((stem) => known.stems.has(stem));
  const similar = breadth === "wide" ? listSimilarStems(word, dictionary) : [];
  const isBegun = isBeginning || (breadth === "wide" && own.length > 0);
  const begun = isBegun ? listBegun(word, dictionary) : [];
  return [...new Set([...[...own, ...irregular, ...fleeting, ...similar].map(toAtom), ...begun])];
}

/** What begins like a word: by name where they are few. Numbers are not kept in the dictionary. */
function listBegun(word: string, { known }: Dictionary): readonly string[] {
  const begun = known.begun.get(word);
  if (begun === undefined) return [];
  const isNumber = /^\d/.test(word);
  return begun === null || (isNumber && word.length >= shortestBegunNumber) ? [`${toAtom(word)}:*`] : begun.map(toAtom);
}

/** @returns one word or sign of the index, quoted */
export function toAtom(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
