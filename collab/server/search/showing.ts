import { composeText, countTypos, cutSnippet, foldLetters, listJoinedNumbers, listWords } from "@veche/collab-domain/search";
import type { FoundFile, SearchHit, SearchTerm, Snippet, TextRange } from "@veche/collab-domain/search";
import { toPlainText, type Message } from "@veche/collab-domain/messages";
import type { ReaderContext } from "../context.ts";
import { listMessagesAt } from "../messages/index.ts";
import { listFileTexts, markFound, type HitRow } from "./hits-store.ts";

const maxFileTextLength = 100_000;

/** Hits as they are shown; those whose message says something else by now are left out. */
export async function showHits(
  ctx: ReaderContext,
  rows: readonly HitRow[],
  terms: readonly SearchTerm[],
  words: string | null,
): Promise<SearchHit[]> {
  const current = rows.filter((row) => row.isCurrent);
  const messages = (await listMessagesAt(ctx.db, ctx.applicationId, current)).filter((message) => message.deletedAt === null);
  const marker = new Marker(ctx, terms, words);
  const texts = messages.map((message) => composeText(toPlainText(message.text)));
  const inTexts = await marker.mark(texts);
  const names = messages.flatMap((message) => message.attachments.map(({ name }) => name));
  const inNames = new Map(names.map((name) => [name, []] as [string, readonly TextRange[]]));
  for (const [index, ranges] of (await marker.mark([...inNames.keys()])).entries()) inNames.set([...inNames.keys()][index]!, ranges);
  const isExplained = (message: Message, index: number): boolean =>
    inTexts[index]!.length > 0 || message.attachments.some(({ name }) => inNames.get(name)!.length > 0);
  const inFiles = await findInFiles(
    ctx,
    marker,
    messages.filter((message, index) => !isExplained(message, index)),
  );
  return messages.map((message, index) => toHit(message, cutSnippet(texts[index]!, inTexts[index]!), inNames, inFiles));
}

function toHit(
  message: Message,
  snippet: Snippet,
  inNames: ReadonlyMap<string, readonly TextRange[]>,
  inFiles: ReadonlyMap<string, Snippet>,
): SearchHit {
  const { id: messageId, conversationId, seq, authorId, createdAt } = message;
  const files: FoundFile[] = message.attachments.map((attachment) => ({
    attachment,
    foundInName: [...(inNames.get(attachment.name) ?? [])],
    textSnippet: inFiles.get(attachment.fileId) ?? null,
  }));
  return { messageId, conversationId, seq, authorId, createdAt, snippet, files };
}

/** @returns pieces of the texts of files, by file */
async function findInFiles(ctx: ReaderContext, marker: Marker, messages: readonly Message[]): Promise<ReadonlyMap<string, Snippet>> {
  const fileIds = messages.flatMap((message) => message.attachments.map(({ fileId }) => fileId));
  const texts = [...(await listFileTexts(ctx.db, ctx.applicationId, fileIds, maxFileTextLength))];
  const composed = texts.map(([fileId, text]) => [fileId, composeText(text).replace(/\s+/g, " ")] as const);
  const found = await marker.mark(composed.map(([, text]) => text));
  return new Map(
    composed.flatMap(([fileId, text], index) => (found[index]!.length > 0 ? [[fileId, cutSnippet(text, found[index]!)]] : [])),
  );
}

/** Finds in texts what a query found in the index. */
class Marker {
  readonly #ctx: ReaderContext;
  readonly #numbers: ReadonlySet<string>;
  readonly #words: string | null;

  constructor(ctx: ReaderContext, terms: readonly SearchTerm[], words: string | null) {
    this.#ctx = ctx;
    this.#words = words;
    this.#numbers = new Set(
      terms.flatMap(({ readings }) => readings.flatMap((reading) => reading.words)).filter((word) => /^\d{4,}$/.test(word)),
    );
  }

  /** @returns for each text: rising, not overlapping */
  async mark(texts: readonly string[]): Promise<readonly (readonly TextRange[])[]> {
    if (this.#words === null) return texts.map(() => []);
    const marked = await markFound(this.#ctx.db, texts.map(foldLetters), this.#words);
    return texts.map((text, index) => join([...marked[index]!, ...this.#markNumbers(text)]));
  }

  /** A number written in parts is one thing. */
  #markNumbers(text: string): readonly TextRange[] {
    if (this.#numbers.size === 0) return [];
    return listJoinedNumbers(text).filter(({ word }) => this.#numbers.has(word));
  }
}

function join(ranges: readonly TextRange[]): readonly TextRange[] {
  const joined: TextRange[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

const maxCorrectionDistance = 8;

/** Which words that were found stand for words that nobody wrote; only from texts that are shown. */
export function listCorrections(terms: readonly SearchTerm[], hits: readonly SearchHit[]): { typed: string; meant: string }[] {
  const found = new Set(
    hits.flatMap(({ snippet }) => snippet.found.map(({ start, end }) => snippet.text.slice(start, end)).flatMap(listWords)),
  );
  return terms
    .filter((term) => !term.isExcluded)
    .flatMap(({ readings }) => {
      const words = readings.filter(({ words: all }) => all.length === 1).map(({ words: all }) => all[0]!);
      const [typed] = words;
      if (typed === undefined || found.has(typed)) return [];
      const nearest = [...found]
        .map((word) => ({ word, distance: Math.min(...words.map((one) => countTypos(one, word, maxCorrectionDistance))) }))
        .toSorted((a, b) => a.distance - b.distance)[0];
      return nearest && nearest.distance < typed.length / 2 + 1 ? [{ typed, meant: nearest.word }] : [];
    });
}
