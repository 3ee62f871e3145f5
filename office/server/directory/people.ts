import { computeShortName } from "@veche/office-domain/directory";
import type { Person, PersonId, PersonInput } from "@veche/office-domain/directory";
import { AppError, foldText, must } from "@veche/kernel";
import type { Context, Db, RightsOfPerson } from "../context.ts";
import type { PersonRow, StoredPerson } from "./people-store.ts";
import * as store from "./people-store.ts";

/** @throws AppError not_found */
export async function requirePerson(db: Db, id: PersonId): Promise<StoredPerson> {
  const person = await store.findPerson(db, id);
  if (!person) throw new AppError("not_found");
  return person;
}

/** What is saved of what a person is given. */
export function toPersonRow(id: PersonId, input: PersonInput): PersonRow {
  const { login, fullName, position, departmentId, email, innerPhone, mobilePhone, city, responsibilities } = input;
  const searchText = foldText([fullName, login, position, email ?? "", innerPhone, mobilePhone, ...responsibilities].join(" "));
  const permissions = [...new Set(input.permissions)];
  const shortName = computeShortName(fullName);
  return {
    id,
    login,
    fullName,
    shortName,
    position,
    departmentId,
    email,
    innerPhone,
    mobilePhone,
    city,
    responsibilities,
    permissions,
    searchText,
  };
}

/** Tells everybody how a card looks now and how many people departments have, and lets rights follow. */
export async function announcePerson(ctx: Context, id: PersonId, before: readonly RightsOfPerson[]): Promise<Person> {
  const person = toPerson(must(await store.findPerson(ctx.db, id)));
  ctx.emit({ type: "person.changed", person }, "everybody");
  ctx.emit({ type: "departments.changed" }, "everybody");
  await ctx.raise({ type: "people.changed", before });
  return person;
}

/** @returns the card without what only some may see */
export function toPerson({ permissions: _, ...person }: StoredPerson): Person {
  return person;
}
