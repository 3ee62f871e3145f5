import type { Calendar } from "./calendar.ts";
import type { Random } from "./random.ts";
import { customers, suppliers } from "./texts/counterparties.ts";
import type { NamedCounterparty } from "./texts/counterparties.ts";

type Site = { nominative: string; accusative: string; dative: string; prepositional: string };

function site(nominative: string, accusative: string, dative: string, prepositional: string): Site {
  return { nominative, accusative, dative, prepositional };
}

/** Places of work; the prepositional stands after «на». */
const sites: readonly Site[] = [
  site("склад № 3", "склад № 3", "складу № 3", "складе № 3"),
  site("терминал «Лавна»", "терминал «Лавна»", "терминалу «Лавна»", "терминале «Лавна»"),
  site("объект в Коле", "объект в Коле", "объекту в Коле", "объекте в Коле"),
  site("хлебозавод", "хлебозавод", "хлебозаводу", "хлебозаводе"),
  site("корпус Б «Логопарка»", "корпус Б «Логопарка»", "корпусу Б «Логопарка»", "корпусе Б «Логопарка»"),
  site("верфь", "верфь", "верфи", "верфи"),
  site("Хибинский рудник", "Хибинский рудник", "Хибинскому руднику", "Хибинском руднике"),
  site("картонная фабрика", "картонную фабрику", "картонной фабрике", "картонной фабрике"),
  site("холодильный склад", "холодильный склад", "холодильному складу", "холодильном складе"),
];

const products = ["СВ-Норд 2500", "СВ-Норд 4000", "СВ-Норд 6300", "СВ-Норд 8000", "СВ-Порог 250", "СВ-Порог 350"];

function forms(prefix: string, named: NamedCounterparty): readonly (readonly [string, string])[] {
  return [
    [prefix, named.nominative],
    [`${prefix}.nominative`, named.nominative],
    [`${prefix}.genitive`, named.genitive],
    [`${prefix}.dative`, named.dative],
    [`${prefix}.instrumental`, named.instrumental],
  ];
}

/**
 * The subject of one dialogue: the same customer, place and sum in all its lines.
 * @returns a look-up that throws for an unknown slot
 */
export function pickSlots(random: Random, calendar: Calendar): (name: string) => string {
  const place = random.pick(sites);
  const values = new Map<string, string>([
    ...forms("client", random.pick(customers)),
    ...forms("supplier", random.pick(suppliers)),
    ...Object.entries(place).map(([form, value]) => [`site.${form}`, value] as const),
    ["product", random.pick(products)],
    ["sum", (random.between(180, 6400) * 1000).toLocaleString("ru-RU").replaceAll("\u00a0", " ")],
    ["quarter", calendar.lastQuarter],
    ["thisQuarter", calendar.thisQuarter],
  ]);
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`Unknown slot: ${name}`);
    return value;
  };
}
