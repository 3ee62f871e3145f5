import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** What was asked before, by word: a stem never changes. */
const knownStems = new Map<string, readonly string[]>();
const maxKnownCount = 20_000;

/** Stems of words as the index has them; none for words that mean nothing (`и`, `the`). */
export async function listStems(db: Db, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const unknown = [...new Set(words)].filter((word) => !knownStems.has(word));
  if (unknown.length > 0) {
    const { rows } = await sql<{ word: string; stems: string[] }>`
      select word, tsvector_to_array(to_tsvector('russian', word)) stems from unnest(${unknown}::text[]) word`.execute(db);
    if (knownStems.size > maxKnownCount) knownStems.clear();
    for (const { word, stems } of rows) knownStems.set(word, stems);
  }
  return new Map(words.map((word) => [word, knownStems.get(word) ?? []]));
}

/** What somebody of the application wrote. */
export interface Known {
  readonly stems: ReadonlySet<string>;
  /** stems by their beginning; `null` where they are too many to name */
  readonly begun: ReadonlyMap<string, readonly string[] | null>;
}

const maxBegunCount = 24;

/** Those of some stems that are known, and the known stems that begin in some ways. */
export async function findKnown(
  db: Db,
  applicationId: ApplicationId,
  stems: readonly string[],
  beginnings: readonly string[],
): Promise<Known> {
  if (stems.length + beginnings.length === 0) return { stems: new Set(), begun: new Map() };
  const { rows } = await sql<{ word: string; begun: string[] | null }>`
    select word, null begun from collab.search_words where application_id = ${applicationId} and word = any(${[...stems]}::text[])
    union all
    select beginning, array(
      select word from collab.search_words
      where application_id = ${applicationId} and word ~>=~ beginning and word ~<~ (beginning || chr(1114111))
      order by word using ~<~ limit ${maxBegunCount + 1})
    from unnest(${[...beginnings]}::text[]) beginning`.execute(db);
  return {
    stems: new Set(rows.filter(({ begun }) => begun === null).map(({ word }) => word)),
    begun: new Map(rows.flatMap(({ word, begun }) => (begun === null ? [] : [[word, begun.length > maxBegunCount ? null : begun]]))),
  };
}

/** Words that look like others, most alike first; at most 40 of each. */
export async function listSimilar(
  db: Db,
  applicationId: ApplicationId,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  // in one statement with what it is for: it holds for its transaction
  const { rows } = await sql<{ word: string; similar: string[] }>`
    with setting as materialized (select set_config('pg_trgm.similarity_threshold', '0.2', true) threshold)
    select word, array(
      select known.word from collab.search_words known
      where known.application_id = ${applicationId} and known.word % wanted.word
      order by similarity(known.word, wanted.word) desc, known.word limit 40) similar
    from setting cross join unnest(${[...words]}::text[]) wanted (word) where setting.threshold is not null`.execute(db);
  return new Map(rows.map(({ word, similar }) => [word, similar]));
}
