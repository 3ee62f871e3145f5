/** Words of business letters whose forms have different stems. */
const irregularWords: readonly (readonly string[])[] = [
  ["день", "дня", "дню", "днем", "дне", "дни", "дней", "дням", "днями", "днях"],
  ["человек", "человека", "человеку", "человеком", "человеке", "люди", "людей", "людям", "людьми", "людях"],
  ["ребенок", "ребенка", "ребенку", "ребенком", "ребенке", "дети", "детей", "детям", "детьми", "детях"],
  ["год", "года", "году", "годом", "годе", "годы", "годов", "лет"],
  ["письмо", "письма", "письму", "письмом", "письме", "писем", "письмам", "письмами", "письмах"],
  ["деньги", "денег", "деньгам", "деньгами", "деньгах"],
  ["время", "времени", "временем", "времена", "времен"],
  ["имя", "имени", "именем", "имена", "имен"],
  ["сентябрь", "сентября", "сентябре"],
  ["идти", "идет", "идем", "идут", "шел", "шла", "шли"],
  ["друг", "друга", "друзья", "друзей", "друзьям"],
  ["брат", "брата", "братья", "братьев"],
  ["стул", "стула", "стулья", "стульев"],
  ["meeting", "meet", "met", "meetings"],
  ["pay", "paid", "pays", "paying"],
  ["send", "sent", "sends", "sending"],
  ["buy", "bought"],
  ["man", "men"],
  ["child", "children"],
];
const irregular = new Map(irregularWords.flatMap((forms) => forms.map((form) => [form, forms] as const)));

/** Other forms of a folded word that share no stem with it (`людьми` for `человек`); empty for most. */
export function listIrregularForms(word: string): readonly string[] {
  return (irregular.get(word) ?? []).filter((form) => form !== word);
}

const closing = /^(.*[бвгджзклмнпрстфхцчшщ]ь?)([кцлнрт])$/u;
const opened = /^(.*[бвгджзклмнпрстфхцчшщ])[оеи]([кцлнрт])$/u;

/**
 * Stems that a Russian one may have in other cases, where a vowel comes and goes: `список` – `списк`, `павл` – `павел`.
 * They are guesses: only those that the index knows mean anything.
 */
export function listFleetingStems(stem: string): readonly string[] {
  if (stem.length < 3) return [];
  const [, beforeVowel, afterVowel] = opened.exec(stem) ?? [];
  if (beforeVowel && afterVowel) return [`${beforeVowel}${afterVowel}`, `${beforeVowel}ь${afterVowel}`];
  const [, before, last] = closing.exec(stem) ?? [];
  if (!before || !last) return [];
  const bare = before.replace(/ь$/u, "");
  return [`${bare}о${last}`, `${bare}е${last}`];
}

/**
 * How many typing errors part two words: a letter more, fewer or another, or two neighbours exchanged.
 * @param bound more than this is not counted out @see Damerau, Levenshtein: optimal string alignment
 */
export function countTypos(one: string, other: string, bound: number): number {
  if (Math.abs(one.length - other.length) > bound) return bound + 1;
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isExchanged = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      current.push(isExchanged ? Math.min(best, before[column - 2]! + 1) : best);
    }
    if (Math.min(...current) > bound) return bound + 1;
    [before, last] = [last, current];
  }
  return last[other.length]!;
}

const shortestWithOtherStart = 6;

/** `в` is written as `v` and as `w`. */
function startsAlike(one: string, other: string): boolean {
  return one[0]?.replace("w", "v") === other[0]?.replace("w", "v");
}

/**
 * Whether a stem may stand for another one that was meant. A mistyped word may lose another ending than the right one does, so what the
 * other has in addition at its end counts for nothing, up to two letters.
 */
export function isTypoOf(stem: string, meant: string): boolean {
  const bound = typosForgiven(stem);
  // the first letter is seldom mistyped, and short words are too much alike without it
  if (bound === 0 || (stem.length < shortestWithOtherStart && !startsAlike(stem, meant))) return false;
  const isLonger = meant.length > stem.length && meant.length <= stem.length + 2;
  return countTypos(stem, meant, bound) <= bound || (isLonger && countTypos(stem, meant.slice(0, stem.length), bound) <= bound);
}

/** How many typing errors are forgiven in a word: none in short ones and in numbers. */
export function typosForgiven(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 7 ? 1 : 2;
}
