import * as z from "zod";
import type { CompanyDraft } from "./company-steps.tsx";
import { createDraft } from "./rules.ts";

const key = "veche-setup";

const Person = z.object({ fullName: z.string(), position: z.string(), login: z.string(), email: z.string() });
const Kept = z.object({ name: z.string(), administrator: Person, people: z.array(Person).min(1) });

/** Keeps what was filled in for as long as the window is open; passwords never leave the page. */
export function keepDraft(storage: Storage, { name, administrator, people }: CompanyDraft): void {
  storage.setItem(
    key,
    JSON.stringify({ name, administrator: Person.parse(administrator), people: people.map((one) => Person.parse(one)) }),
  );
}

/** @returns what was filled in before the page was reloaded, passwords apart; an empty draft when nothing was */
export function readDraft(storage: Storage): CompanyDraft {
  const kept = Kept.safeParse(parse(storage.getItem(key)));
  if (!kept.success) return { name: "", administrator: createDraft(), people: [createDraft()] };
  const { name, administrator, people } = kept.data;
  const toDraft = (person: z.output<typeof Person>) => Object.assign(createDraft(), person);
  return { name, administrator: toDraft(administrator), people: people.map(toDraft) };
}

export function forgetDraft(storage: Storage): void {
  storage.removeItem(key);
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
