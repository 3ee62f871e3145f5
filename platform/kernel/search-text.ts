import { foldText, listSearchReadings } from "./keyboard.ts";

const toLatinLetters: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};
/** Longer sounds first: `shch` is one letter, not four. */
const toCyrillicLetters: readonly (readonly [string, string])[] = [
  ["shch", "щ"],
  ["sch", "щ"],
  ["yo", "е"],
  ["zh", "ж"],
  ["kh", "х"],
  ["ts", "ц"],
  ["ch", "ч"],
  ["sh", "ш"],
  ["yu", "ю"],
  ["ya", "я"],
  ["iy", "ий"],
  ["ey", "ей"],
  ["oy", "ой"],
  ["ay", "ай"],
  ["a", "а"],
  ["b", "б"],
  ["v", "в"],
  ["g", "г"],
  ["d", "д"],
  ["e", "е"],
  ["z", "з"],
  ["i", "и"],
  ["y", "ы"],
  ["j", "й"],
  ["k", "к"],
  ["l", "л"],
  ["m", "м"],
  ["n", "н"],
  ["o", "о"],
  ["p", "п"],
  ["r", "р"],
  ["s", "с"],
  ["t", "т"],
  ["u", "у"],
  ["f", "ф"],
  ["h", "х"],
  ["c", "к"],
  ["w", "в"],
  ["q", "к"],
  ["x", "кс"],
];
const cyrillicSounds = new Map(toCyrillicLetters);
const sound = new RegExp(toCyrillicLetters.map(([latin]) => latin).join("|"), "g");

/** @returns the text in the letters of the other alphabet, folded: `ivanov` → `иванов`, `орлов` → `orlov` */
export function transliterate(text: string): string {
  const folded = foldText(text);
  if (!/\p{Script=Cyrillic}/u.test(folded)) return folded.replace(sound, (latin) => cyrillicSounds.get(latin)!);
  return Array.from(folded, (letter) => toLatinLetters[letter] ?? letter).join("");
}

/**
 * What a person may have meant by a search text: as typed, in the other keyboard layout, in the other alphabet. Best first, folded, without
 * repetitions; each is a list of words, all of which must be found. Empty for a blank text.
 */
export function listQueryVariants(text: string): readonly (readonly string[])[] {
  const readings = [...listSearchReadings(text), transliterate(text)].filter((reading) => reading !== "");
  return [...new Set(readings)].map((reading) => reading.split(" ").slice(0, 8));
}

/** @returns a pattern of SQL `like` that finds the word anywhere; its signs mean themselves */
export function toLikePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}
