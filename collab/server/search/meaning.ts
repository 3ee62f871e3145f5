import { isTypoOf, listFleetingStems, listIrregularForms, typosForgiven } from "@veche/collab-domain/search";
import type { SearchReading, SearchTerm } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Db } from "../context.ts";
import { filterKnown, listSimilar, listStems } from "./dictionary-store.ts";

/** What is known of the words of a query. */
export interface Dictionary {
  /** of every word, and of its irregular forms */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  readonly knownStems: ReadonlySet<string>;
  readonly knownBeginnings: ReadonlySet<string>;
  /** words like a stem; only when typing errors are forgiven */
  readonly similar: ReadonlyMap<string, readonly string[]>;
}

/** `strict`: forms, layouts and alphabets; `wide`: typing errors and beginnings as well. */
export type Breadth = "strict" | "wide";

const shortestBeginning = { strict: 2, wide: 4 };

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
  const known = await filterKnown(db, applicationId, [...new Set([...own, ...guesses])], words.filter(isLongEnough("strict")));
  const doubtful = breadth === "wide" ? words.flatMap((word) => stems.get(word) ?? []).filter((stem) => typosForgiven(stem) > 0) : [];
  const similar = await listSimilar(db, applicationId, [...new Set(doubtful)]);
  return { stems, knownStems: known.stems, knownBeginnings: known.beginnings, similar };
}

const isLongEnough =
  (breadth: Breadth) =>
  (word: string): boolean =>
    word.length >= shortestBeginning[breadth];

/** A word of a reading, and whether a beginning of what was meant is enough. */
interface Sought {
  readonly word: string;
  readonly isBeginning: boolean;
}

/**
 * A query of the index for one term.
 * @returns undefined when the term says nothing, as `и` @see PostgreSQL: tsquery
 */
export function toTermQuery(term: SearchTerm, dictionary: Dictionary, breadth: Breadth): string | undefined {
  const readings = listMeantReadings(term, dictionary, breadth);
  const parts = readings.flatMap((reading) => toReadingQuery(toSought(reading, term), dictionary, breadth) ?? []);
  return parts.length === 0 ? undefined : parts.length === 1 ? parts[0] : `(${[...new Set(parts)].join(" | ")})`;
}

/** What is typed always; other readings when all their words are known. */
export function listMeantReadings(term: SearchTerm, dictionary: Dictionary, breadth: Breadth): readonly SearchReading[] {
  const isMeant = (reading: SearchReading): boolean =>
    toSought(reading, term).every((sought) => isKnown(sought, dictionary) || (breadth === "wide" && hasSimilar(sought, dictionary)));
  const isTypedKnown = term.readings.some(
    (reading) => reading.kind === "typed" && toSought(reading, term).every((sought) => isKnown(sought, dictionary)),
  );
  return term.readings.filter((reading) => {
    if (reading.kind === "typed") return true;
    if (reading.kind === "layout" && isTypedKnown && breadth === "strict") return false;
    return reading.words.some((word) => /\p{L}/u.test(word)) && isMeant(reading);
  });
}

function toSought({ words }: SearchReading, term: SearchTerm): readonly Sought[] {
  return words.map((word, index) => ({ word, isBeginning: term.isUnfinished && index === words.length - 1 }));
}

function isKnown({ word, isBeginning }: Sought, { stems, knownStems, knownBeginnings }: Dictionary): boolean {
  const own = stems.get(word) ?? [];
  return /\d/.test(word) || own.length === 0 || own.some((stem) => knownStems.has(stem)) || (isBeginning && knownBeginnings.has(word));
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
  const own = dictionary.stems.get(word) ?? [];
  const irregular = listIrregularForms(word).flatMap((form) => dictionary.stems.get(form) ?? []);
  const fleeting = own.flatMap(listFleetingStems).filter((stem) => dictionary.knownStems.has(stem));
  const similar = breadth === "wide" ? listSimilarStems(word, dictionary) : [];
  const isBegun = isBeginning ? isLongEnough("strict")(word) : breadth === "wide" && own.length > 0 && isLongEnough("wide")(word);
  return [...new Set([...own, ...irregular, ...fleeting, ...similar].map(toAtom)), ...(isBegun ? [`${toAtom(word)}:*`] : [])];
}

/** @returns one word or sign of the index, quoted */
export function toAtom(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
