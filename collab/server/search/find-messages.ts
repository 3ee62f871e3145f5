import { authorSign, parseSearchQuery } from "@veche/collab-domain/search";
import type { findMessages as findMessagesRoute, SearchQuery, SearchTerm } from "@veche/collab-domain/search";
import { AppError, must, type ParsedInput, type RouteOutput } from "@veche/kernel";
import * as z from "zod";
import type { ReaderContext } from "../context.ts";
import { listVisibleIds } from "../conversations/index.ts";
import { listHitsEverywhere, listHitsIn, type HitPlace, type HitRow, type SoughtWords, type Wanted } from "./hits-store.ts";
import { isTermKnown, loadDictionary, toAtom, toTermQuery, type Breadth, type TermQuery } from "./meaning.ts";
import { findTimeZone, listNamedUsers, listPlaces } from "./names-store.ts";
import { listNameReadings, narrow, type Narrowing } from "./narrowing.ts";
import { listCorrections, showHits } from "./showing.ts";

type Input = ParsedInput<typeof findMessagesRoute>;
type Output = RouteOutput<typeof findMessagesRoute>;

/** With more conversations than this the newest hits are filtered by rights, instead of looking into each conversation. */
const maxLookedIntoCount = 400;

/** Messages that a person may see, by what he may have meant. */
export async function findMessages(ctx: ReaderContext, input: Input): Promise<Output> {
  const query = await readQuery(ctx, input.query);
  const narrowing = await narrow(ctx, input, query.filters, query.timeZone);
  const from = readCursor(input.cursor);
  const nothing: Output = { hits: [], conversations: [], next: null, filters: narrowing.applied, corrections: [] };
  if (narrowing.isEmpty || !asksForSomething(query, input, narrowing)) return nothing;
  const place = await decidePlaces(ctx, narrowing);
  for (const breadth of from ? [from.breadth] : (["strict", "wide"] as const)) {
    const words = await toWords(ctx, query.terms, narrowing.atoms, breadth);
    if (words === undefined) return nothing;
    const rows = await listHits(ctx, place, { ...words, ...narrowing.applied, after: from, limit: input.limit + 1 });
    // words that others wrote, but nobody here, are no typing errors
    if (rows.length === 0 && words.isKnown && narrowing.conversationIds !== null) return nothing;
    if (rows.length === 0) continue;
    return toPage(ctx, { input, query, narrowing, words, breadth }, rows);
  }
  return nothing;
}

interface ReadQuery extends SearchQuery {
  readonly timeZone: string;
}

/** Days are those of the person's own calendar. */
async function readQuery(ctx: ReaderContext, text: string): Promise<ReadQuery> {
  const hasFilters = text.includes(":");
  const timeZone = hasFilters ? must(await findTimeZone(ctx.db, ctx.applicationId, ctx.userId)) : "UTC";
  return { ...parseSearchQuery(text, new Intl.DateTimeFormat("sv-SE", { timeZone }).format(ctx.now)), timeZone };
}

function asksForSomething({ terms }: SearchQuery, { query }: Input, { atoms, conversationIds, applied }: Narrowing): boolean {
  if (terms.some(({ isExcluded }) => !isExcluded)) return true;
  const isNarrowed = atoms.length > 0 || conversationIds !== null || applied.since !== null || applied.until !== null;
  return isNarrowed && (query.trim() !== "" || atoms.length > 0);
}

type Places = { readonly in: NonNullable<Narrowing["conversationIds"]> } | "everywhere";

async function decidePlaces(ctx: ReaderContext, { conversationIds }: Narrowing): Promise<Places> {
  const ids = conversationIds ?? (await listVisibleIds(ctx.db, ctx.applicationId, ctx.userId, maxLookedIntoCount + 1));
  return conversationIds !== null || ids.length <= maxLookedIntoCount ? { in: ids } : "everywhere";
}

function listHits(ctx: ReaderContext, places: Places, wanted: Wanted): Promise<readonly HitRow[]> {
  return places === "everywhere"
    ? listHitsEverywhere(ctx.db, ctx.applicationId, ctx.userId, wanted)
    : listHitsIn(ctx.db, ctx.applicationId, ctx.userId, places.in, wanted);
}

/** @returns what the index is asked; undefined when no word of the query means anything */
async function toWords(
  ctx: ReaderContext,
  terms: readonly SearchTerm[],
  atoms: readonly string[],
  breadth: Breadth,
): Promise<(SoughtWords & { readonly isKnown: boolean }) | undefined> {
  const dictionary = await loadDictionary(ctx.db, ctx.applicationId, terms, breadth);
  const wanted = terms.flatMap((term) => {
    const query = toTermQuery(term, dictionary, breadth);
    return query === undefined ? [] : [{ term, ...query }];
  });
  const positive = wanted.filter(({ term }) => !term.isExcluded);
  if (positive.length === 0 && terms.some(({ isExcluded }) => !isExcluded)) return undefined;
  const excluded = wanted.filter(({ term }) => term.isExcluded);
  const all = [...(await allowAuthors(ctx, positive)), ...excluded.map(({ text, isBroad }) => ({ text: `!${text}`, isBroad }))];
  const join = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join(" & "));
  return {
    indexed: join([...all.filter(({ isBroad }) => !isBroad).map(({ text }) => text), ...atoms]),
    looked: join(all.filter(({ isBroad }) => isBroad).map(({ text }) => text)),
    isKnown: terms.every((term) => isTermKnown(term, dictionary)),
  };
}

/** One of several words may be the author's name, as long as another stands in the message. */
async function allowAuthors(
  ctx: ReaderContext,
  terms: readonly (TermQuery & { readonly term: SearchTerm })[],
): Promise<readonly TermQuery[]> {
  if (terms.length < 2) return terms;
  const names = await Promise.all(terms.map(({ term }) => listNameReadings(ctx, toName(term))));
  const authors = await listNamedUsers(ctx.db, ctx.applicationId, names);
  if (authors.every((ids) => ids.length === 0)) return terms;
  const allowed = terms.map(({ text, isBroad }, index) => {
    const signs = authors[index]!.map((id) => toAtom(authorSign(id)));
    return { text: signs.length === 0 ? text : `(${[text, ...signs].join(" | ")})`, isBroad };
  });
  const isBroad = terms.some((term) => term.isBroad);
  return [...allowed, { text: `(${terms.map(({ text }) => text).join(" | ")})`, isBroad }];
}

/** @returns a text that may be a name, or an empty one */
function toName({ readings }: SearchTerm): string {
  const text = must(readings[0]).words.join(" ");
  return /^[\p{L} ]{3,}$/u.test(text) ? text : "";
}

interface Asked {
  readonly input: Input;
  readonly query: SearchQuery;
  readonly narrowing: Narrowing;
  readonly words: SoughtWords;
  readonly breadth: Breadth;
}

async function toPage(ctx: ReaderContext, { input, query, narrowing, words, breadth }: Asked, rows: readonly HitRow[]): Promise<Output> {
  const shown = rows.slice(0, input.limit);
  const hits = await showHits(ctx, shown, query.terms, toMarked(words));
  const ids = input.conversationId ? [] : [...new Set(hits.map((hit) => hit.conversationId))];
  return {
    hits,
    conversations: [...(await listPlaces(ctx.db, ctx.applicationId, ids))],
    next: rows.length > input.limit ? encodeCursor({ ...shown.at(-1)!, breadth }) : null,
    filters: narrowing.applied,
    corrections: breadth === "wide" && !input.cursor ? listCorrections(query.terms, hits) : [],
  };
}

/** @returns everything that is looked for, to be marked in the texts */
function toMarked({ indexed, looked }: SoughtWords): string | null {
  const all = [indexed, looked].filter((query) => query !== null);
  return all.length === 0 ? null : all.join(" & ");
}

const cursorSchema = z.tuple([z.string().max(40), z.uuid(), z.number().int(), z.enum(["strict", "wide"])]);
type Cursor = HitPlace & { readonly breadth: Breadth };

function encodeCursor({ createdAt, conversationId, seq, breadth }: Cursor): string {
  return Buffer.from(JSON.stringify([createdAt, conversationId, seq, breadth])).toString("base64url");
}

/** @throws AppError invalid when it is none of ours */
function readCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [createdAt, conversationId, seq, breadth] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { createdAt, conversationId: conversationId as HitPlace["conversationId"], seq, breadth };
  } catch (cause) {
    throw new AppError("invalid", { field: "cursor" }, { cause });
  }
}
