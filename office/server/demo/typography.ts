const noBreak = "\u00a0";

/** Words that must not hang at the end of a line. */
const shortWords = "а|без|в|во|г|для|до|за|и|из|к|ко|на|над|не|ни|о|об|от|по|под|при|про|с|со|у";

const rules: readonly (readonly [RegExp, string])[] = [
  // Groups of digits, then a number and what it counts.
  [/(?<=\d) (?=\d{3}(?!\d))/g, noBreak],
  [/(?<=\d) (?=[₽%°]|[а-яё²³/]+(?![а-яё]))/gi, noBreak],
  [/(?<=№) (?=\S)/g, noBreak],
  [/ (?=—)/g, noBreak],
  // Initials before a surname: «В. П. Лебедев».
  [/(?<=(?<![А-ЯЁа-яё])[А-ЯЁ]\.) (?=[А-ЯЁ])/g, noBreak],
  [/(?<=(?<![а-яё])(?:ул|д|г|п|стр|корп|пр)\.) (?=\S)/gi, noBreak],
  [new RegExp(`(?<=(?<![а-яё-])(?:${shortWords})) (?=\\S)`, "gi"), noBreak],
  [/ (?=(?:бы|б|же|ж|ли|ль)(?![а-яё]))/gi, noBreak],
];

/** The same text with no-break spaces where a Russian typesetter puts them. Twice does no more than once. */
export function setRussianType(text: string): string {
  return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
