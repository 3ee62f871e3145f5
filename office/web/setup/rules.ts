import { newId } from "@veche/kernel";
import { login } from "@veche/office-domain/directory";

export interface PersonDraft {
  readonly key: string;
  readonly fullName: string;
  readonly position: string;
  readonly login: string;
  readonly email: string;
  readonly password: string;
}
export type PersonFault = "required" | "badLogin" | "badEmail" | "passwordHint" | "sameLogin";
export type PersonFaults = Partial<Record<keyof PersonDraft, PersonFault>>;

const shortestPassword = 8;

export function createDraft(): PersonDraft {
  return { key: newId(), fullName: "", position: "", login: "", email: "", password: "" };
}

/** @param takenLogins of the other people @returns what is wrong, by field; empty when nothing */
export function findPersonFaults(person: PersonDraft, takenLogins: readonly string[]): PersonFaults {
  const faults: PersonFaults = {};
  if (!person.fullName.trim()) faults.fullName = "required";
  const name = login.safeParse(person.login);
  if (!name.success) faults.login = person.login.trim() ? "badLogin" : "required";
  else if (takenLogins.some((taken) => taken.trim().toLowerCase() === name.data)) faults.login = "sameLogin";
  if (person.email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email.trim())) faults.email = "badEmail";
  if (person.password.length < shortestPassword) faults.password = "passwordHint";
  return faults;
}

/** What the server takes. */
export function toPersonInput(person: PersonDraft): {
  login: string;
  fullName: string;
  position: string;
  email: string | null;
  password: string;
} {
  const { fullName, position, email, password } = person;
  return { login: person.login, fullName, position, email: email.trim() || null, password };
}

const syllables =
  "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to va ve vi vo".split(" ");

/** A password that can be read over the phone: about 70 bits of chance. */
export function generatePassword(): string {
  const numbers = crypto.getRandomValues(new Uint16Array(14));
  const parts = Array.from(numbers.subarray(0, 12), (number) => syllables[number % syllables.length]!);
  const words = [0, 3, 6, 9].map((start) => parts.slice(start, start + 3).join(""));
  return `${words.join("-")}-${(numbers[12]! % 90) + 10}`;
}
