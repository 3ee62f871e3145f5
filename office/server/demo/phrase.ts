import type { Calendar } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { DemoPerson } from "./types.ts";

/** What a dialogue needs to become words of definite people. */
export type PhraseContext = {
  author: DemoPerson;
  /** A role or a login to the person. @throws Error for somebody unknown */
  personOf: (name: string) => DemoPerson;
  /** The value of a slot such as `client.genitive`. @throws Error for an unknown one */
  slot: (name: string) => string;
  calendar: Calendar;
  /** The day it is said, in working days from today: `{day:3}` is the third after it. */
  workday: number;
  random: Random;
};

/** How colleagues call a person: «Анна», «Сергей Павлович». */
export function addressOf(person: DemoPerson): string {
  return person.isSenior ? `${person.firstName} ${person.patronymic}` : person.firstName;
}

function resolveBraces(inside: string, context: PhraseContext): string {
  if (inside.includes("|")) return context.random.pick(inside.split("|"));
  const [name, argument] = inside.split(":");
  if (argument !== undefined) {
    const workday = context.workday + Number(argument);
    if (name === "day") return context.calendar.longDate(workday);
    if (name === "date") return context.calendar.shortDate(workday);
    if (name === "year") return String(context.calendar.year(workday));
    if (name === "month") return context.calendar.monthName(Number(argument));
    throw new Error(`Unknown slot: ${inside}`);
  }
  if (inside.startsWith("@")) return `\u0001${context.personOf(inside.slice(1)).key}\u0002`;
  if (/^(?:[A-Z]|[a-z]+)$/.test(inside) && isPerson(inside, context)) return addressOf(context.personOf(inside));
  return context.slot(inside);
}

function isPerson(name: string, context: PhraseContext): boolean {
  try {
    context.personOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Resolves, from the inside out:
 * `{a|b}` a choice · `{slot}` a value · `{B}` an address · `{@B}` a mention (stays `{@login}`) · `{day:-2}` `{date:-2}` `{year:0}` `{month:1}` ·
 * `[л|ла]` by the author's gender, `[B:л|ла]` by that of B · `<B:ты|вы>` as the author speaks to B.
 */
export function resolvePhrase(template: string, context: PhraseContext): string {
  let text = template;
  const braces = /\{([^{}]*)\}/;
  for (let match = braces.exec(text); match; match = braces.exec(text)) {
    text = text.slice(0, match.index) + resolveBraces(match[1]!, context) + text.slice(match.index + match[0].length);
  }
  return text
    .replace(/\[(?:([A-Za-z]+):)?([^[\]|]*)\|([^[\]|]*)\]/g, (_, name: string | undefined, male: string, female: string) =>
      (name === undefined ? context.author : context.personOf(name)).gender === "male" ? male : female,
    )
    .replace(/<([A-Za-z]+):([^<>|]*)\|([^<>|]*)>/g, (_, name: string, informal: string, formal: string) =>
      context.personOf(name).isSenior || context.author.isSenior ? formal : informal,
    )
    .replaceAll("\u0001", "{@")
    .replaceAll("\u0002", "}");
}

/** Logins mentioned in a finished text, in the order of the first mention. */
export function mentionedKeys(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{@([a-z]+)\}/g)].map((match) => match[1]!))];
}
