import type { Person } from "@veche/office-domain/directory";

export interface Question {
  readonly question: string;
  /** who answers it, in the order of the people */
  readonly people: readonly Person[];
}

/** @returns what one may ask these people about, by the alphabet; the same question in another letter case is the same */
export function listQuestions(people: readonly Person[]): readonly Question[] {
  const questions = new Map<string, { readonly question: string; readonly people: Person[] }>();
  for (const person of people) {
    for (const question of person.responsibilities) {
      const key = question.trim().toLocaleLowerCase();
      const known = questions.get(key);
      if (!known) questions.set(key, { question: question.trim(), people: [person] });
      else if (!known.people.includes(person)) known.people.push(person);
    }
  }
  return [...questions.values()].toSorted((one, other) => one.question.localeCompare(other.question));
}
