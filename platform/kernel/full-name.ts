/** The parts of a full name. */
export interface NameParts {
  /** given names, as written */
  readonly given: readonly string[];
  /** empty when only one word is known */
  readonly family: string;
  /** `Александрович`, `Вели оглы`; empty when there is none */
  readonly patronymic: string;
}

/** `Александрович`, `Ильинична`, `Ilyich`, and what follows the father's name in Turkic ones. */
const patronymicEnding = /(?:[оеиь]вич|[оеё]вна|ична|ьич|мич|тич|кич|[oey]vich|[oey]vna|ichna|yich)$/iu;
const patronymicParticle = /^(?:оглы|оглу|улы|уулу|кызы|кизи|гызы|ogly|oglu|uly|kyzy|qizi)$/iu;

/**
 * @returns what is what in a name: family first only where a patronymic stands at the end, as Russian papers write it
 * (`Орлов Дмитрий Александрович`); otherwise the family name is the last word (`Mary Jane Watson`, `Дмитрий Александрович Орлов`)
 */
export function parseFullName(fullName: string): NameParts {
  const words = fullName.trim().split(/\s+/u);
  const [first = "", second = "", ...rest] = words;
  const last = words.at(-1)!;
  const isParticle = patronymicParticle.test(last);
  if (words.length > 2 && (isParticle || patronymicEnding.test(last)))
    return { family: first, given: [second], patronymic: rest.join(" ") };
  if (words.length === 3 && patronymicEnding.test(second)) return { family: last, given: [first], patronymic: second };
  return words.length === 1 ? { family: "", given: words, patronymic: "" } : { family: last, given: words.slice(0, -1), patronymic: "" };
}
