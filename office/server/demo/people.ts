import type { Calendar } from "./calendar.ts";
import { departments } from "./texts/departments.ts";
import { listPeople } from "./texts/people.ts";
import type { DemoKey, DemoPerson } from "./types.ts";

/** The staff with the look-ups that the rest of the company is made of. */
export type People = {
  all: readonly DemoPerson[];
  /** @throws Error for an unknown login */
  require: (key: DemoKey) => DemoPerson;
  isDepartment: (key: DemoKey) => boolean;
  /** Logins behind a login, a department (with all below it) or `everybody`. */
  expand: (key: DemoKey) => readonly DemoKey[];
  /** Whether somebody is away on that date, `YYYY-MM-DD`. */
  isAway: (key: DemoKey, date: string) => boolean;
};

function departmentsUnder(key: DemoKey): readonly DemoKey[] {
  return [key, ...departments.filter((one) => one.parentKey === key).flatMap((one) => departmentsUnder(one.key))];
}

/** @param calendar decides who is on leave today */
export function gatherPeople(calendar: Calendar): People {
  const all = listPeople(calendar);
  const byKey = new Map(all.map((person) => [person.key, person]));
  const require = (key: DemoKey): DemoPerson => {
    const person = byKey.get(key);
    if (!person) throw new Error(`Nobody is called ${key}`);
    return person;
  };
  const isDepartment = (key: DemoKey): boolean => departments.some((one) => one.key === key);
  return {
    all,
    require,
    isDepartment,
    expand: (key) => {
      if (key === "everybody") return all.map((person) => person.key);
      if (!isDepartment(key)) return [require(key).key];
      const inside = new Set(departmentsUnder(key));
      return all.filter((person) => inside.has(person.departmentKey)).map((person) => person.key);
    },
    isAway: (key, date) => {
      const absence = require(key).absence;
      return absence !== null && absence.startsOn <= date && date <= absence.endsOn;
    },
  };
}
