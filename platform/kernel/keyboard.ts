const latinKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillicKeys = "ёйцукенгшщзхъфывапролджэячсмитьбю";
/** The same keys with Shift where that gives a sign, not a capital letter. */
const shiftedKeys: readonly (readonly [string, string])[] = [
  ["~", "ё"],
  ["{", "х"],
  ["}", "ъ"],
  [":", "ж"],
  ["<", "б"],
  [">", "ю"],
];

const toCyrillic = new Map([...shiftedKeys, ...Array.from(latinKeys, (key, index) => [key, cyrillicKeys[index]!] as const)]);
const toLatin = new Map(Array.from(cyrillicKeys, (key, index) => [key, latinKeys[index]!]));

/** @returns the text as the same keys give it in the other of the Russian and English layouts (`ghbdtn` → `привет`), in small letters */
export function switchLayout(text: string): string {
  const small = text.toLowerCase();
  const keys = /\p{Script=Cyrillic}/u.test(small) ? toLatin : toCyrillic;
  return Array.from(small, (key) => keys.get(key) ?? key).join("");
}

/** @returns the text as search compares it: small letters, `ё` as `е`, single spaces, none at the ends */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е").replace(/\s+/gu, " ").trim();
}

/** @returns what a person may have meant by a search text, folded: as typed first, then in the other layout; empty for a blank text */
export function listSearchReadings(text: string): readonly string[] {
  const typed = foldText(text);
  if (typed === "") return [];
  const switched = foldText(switchLayout(text));
  return switched === typed || switched === "" ? [typed] : [typed, switched];
}
