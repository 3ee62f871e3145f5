import type { DirectoryEvent } from "./events.ts";
import type { Person } from "./types.ts";

const byName = new Intl.Collator("ru");

/** @param people active ones, by name @returns a new list, by name; a blocked person leaves it; twice changes nothing more */
export function applyDirectoryEvent(people: readonly Person[], event: DirectoryEvent): readonly Person[] {
  if (event.type !== "person.changed") return people;
  const others = people.filter((person) => person.id !== event.person.id);
  if (event.person.isBlocked) return others;
  return [...others, event.person].toSorted((a, b) => byName.compare(a.fullName, b.fullName) || (a.id < b.id ? -1 : 1));
}
