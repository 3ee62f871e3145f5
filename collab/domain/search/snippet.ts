import * as z from "zod";

/** From a UTF-16 place up to, not including, another. */
export const TextRange = z.object({ start: z.number().int(), end: z.number().int() });
export type TextRange = z.output<typeof TextRange>;

/** A piece of a text with what was found in it. */
export const Snippet = z.object({
  text: z.string(),
  /** rising, not overlapping */
  found: z.array(TextRange),
});
export type Snippet = z.output<typeof Snippet>;

const maxSnippetLength = 220;
const leadLength = 60;

/**
 * The part of a text round the first thing found, cut at words, `…` where something was left out.
 * @param found rising, not overlapping; without any it is the beginning of the text
 */
export function cutSnippet(text: string, found: readonly TextRange[]): Snippet {
  if (text.length <= maxSnippetLength) return { text, found: [...found] };
  const first = found[0]?.start ?? 0;
  const start = first <= leadLength ? 0 : findBreak(text, Math.min(first - leadLength, text.length - maxSnippetLength));
  const end = start + maxSnippetLength >= text.length ? text.length : findEnd(text, start + maxSnippetLength);
  const [before, after] = [start > 0 ? "…" : "", end < text.length ? "…" : ""];
  const shift = before.length - start;
  const shown = found.filter((range) => range.start >= start && range.end <= end);
  return {
    text: `${before}${text.slice(start, end).toWellFormed()}${after}`,
    found: shown.map((range) => ({ start: range.start + shift, end: range.end + shift })),
  };
}

/** The first place from here on where a word begins; here, when there is none near. */
function findBreak(text: string, from: number): number {
  const space = text.indexOf(" ", from);
  return space === -1 || space - from > 30 ? from : space + 1;
}

function findEnd(text: string, to: number): number {
  const space = text.lastIndexOf(" ", to);
  return space === -1 || to - space > 30 ? to : space;
}
