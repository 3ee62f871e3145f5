/** A repeatable source of choices: the same seed gives the same choices in the same order. */
export type Random = {
  /** A whole number, `min ≤ n ≤ max`. */
  between: (min: number, max: number) => number;
  /** True with the probability `share` (0…1). */
  chance: (share: number) => boolean;
  /** @param items not empty */
  pick: <T>(items: readonly T[]) => T;
  /** A new array, every order equally likely. */
  shuffle: <T>(items: readonly T[]) => T[];
};

/** @see https://github.com/cprosche/mulberry32 (public domain) */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** FNV-1a, 32 bits: turns a name into a seed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A source of choices of its own for every name, so that a change in one place does not move the others. */
export function randomFor(name: string): Random {
  const next = mulberry32(hashOf(name));
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    chance: (share) => next() < share,
    pick: (items) => items[between(0, items.length - 1)]!,
    shuffle: (items) => {
      const result = [...items];
      for (let index = result.length - 1; index > 0; index--) {
        const other = between(0, index);
        [result[index], result[other]] = [result[other]!, result[index]!];
      }
      return result;
    },
  };
}
