const sign = /[^\p{L}\p{Nd}]/gu;
const word = /[\p{L}\p{Nd}]+/gu;

/**
 * A text as the index sees it: small letters, `ё` as `е`, a space for everything that is neither letter nor digit.
 * Each UTF-16 unit keeps its place, so places found in the result are places of the text.
 * @param text in composed form (NFC), as {@link composeText} gives it
 */
export function foldLetters(text: string): string {
  const small = text.toLowerCase();
  // small letters may take more units than capital ones (`İ`), never fewer
  const aligned = small.length === text.length ? small : Array.from(text, toSmallLetter).join("");
  return aligned.replaceAll("ё", "е").replace(sign, (found) => " ".repeat(found.length));
}

function toSmallLetter(letter: string): string {
  const small = letter.toLowerCase();
  return small.length === letter.length ? small : letter;
}

/** @returns the text with letters composed: `и` + breve is `й` */
export function composeText(text: string): string {
  return text.normalize("NFC");
}

/** Words and numbers of a text, folded, in their order; signs part them: `ДП-26/118` is three. */
export function listWords(text: string): readonly string[] {
  return foldLetters(composeText(text)).match(word) ?? [];
}

const telephone = /(?<![\p{L}\p{Nd}])\+?\d[\d\s().-]{8,20}\d(?![\p{L}\p{Nd}])/gu;
const groupedNumber = /(?<![\p{L}\p{Nd}])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\p{L}\p{Nd}])/gu;
const telephoneDigits = { min: 10, max: 12 };

/** A number that is written in parts, where it stands and the one word by which it is found too. */
export interface JoinedNumber {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/** Telephone numbers by their last ten digits (`+7 (495) 123-45-67` is `4951234567`) and grouped ones (`1 250 000` is `1250000`). */
export function listJoinedNumbers(text: string): readonly JoinedNumber[] {
  const telephones = [...text.matchAll(telephone)].flatMap((match) => {
    const digits = match[0].replace(/\D/g, "");
    const isTelephone = digits.length >= telephoneDigits.min && digits.length <= telephoneDigits.max;
    return isTelephone ? [toNumber(match, digits.slice(-telephoneDigits.min))] : [];
  });
  const grouped = [...text.matchAll(groupedNumber)].map((match) => toNumber(match, match[0].replace(/\D/g, "")));
  return [...telephones, ...grouped.filter((one) => !telephones.some((other) => one.start < other.end && other.start < one.end))];
}

function toNumber(match: RegExpExecArray, joined: string): JoinedNumber {
  return { start: match.index, end: match.index + match[0].length, word: joined };
}
