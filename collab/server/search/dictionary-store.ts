import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** Stems of words as the index has them; none for words that mean nothing (`и`, `the`). */
export async function listStems(db: Db, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  const { rows } = await sql<{ word: string; stems: string[] }>`
    select word, tsvector_to_array(to_tsvector('russian', word)) stems from unnest(${[...words]}::text[]) word`.execute(db);
  return new Map(rows.map(({ word, stems }) => [word, stems]));
}

/** Those of some stems, and those of some beginnings, that somebody of the application wrote. */
export async function filterKnown(
  db: Db,
  applicationId: ApplicationId,
  stems: readonly string[],
  beginnings: readonly string[],
): Promise<{ readonly stems: ReadonlySet<string>; readonly beginnings: ReadonlySet<string> }> {
  if (stems.length + beginnings.length === 0) return { stems: new Set(), beginnings: new Set() };
  const { rows } = await sql<{ word: string; isBeginning: boolean }>`
    select word, false "isBeginning" from collab.search_words where application_id = ${applicationId} and word = any(${[...stems]}::text[])
    union all
    select beginning, true from unnest(${[...beginnings]}::text[]) beginning
    where exists (
      select from collab.search_words
      where application_id = ${applicationId} and word ~>=~ beginning and word ~<~ (beginning || chr(1114111)))`.execute(db);
  const pick = (isBeginning: boolean): Set<string> =>
    new Set(rows.filter((row) => row.isBeginning === isBeginning).map(({ word }) => word));
  return { stems: pick(false), beginnings: pick(true) };
}

/** Words that look like others, most alike first; at most 40 of each. */
export async function listSimilar(
  db: Db,
  applicationId: ApplicationId,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  await sql`select set_config('pg_trgm.similarity_threshold', '0.2', true)`.execute(db);
  const { rows } = await sql<{ word: string; similar: string[] }>`
    select word, array(
      select known.word from collab.search_words known
      where known.application_id = ${applicationId} and known.word % wanted.word
      order by similarity(known.word, wanted.word) desc, known.word limit 40) similar
    from unnest(${[...words]}::text[]) wanted (word)`.execute(db);
  return new Map(rows.map(({ word, similar }) => [word, similar]));
}
