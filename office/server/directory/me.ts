import { must } from "@veche/kernel";
import type { Me, PersonId, Settings } from "@veche/office-domain/directory";
import type { Db } from "../context.ts";
import * as organisations from "./organisation-store.ts";
import { requirePerson, toPerson } from "./people.ts";
import * as store from "./people-store.ts";

const defaultSettings: Settings = { language: null, theme: "auto", isTechnician: false, sendsOnEnter: true, hasSound: true };

export async function loadMe(db: Db, personId: PersonId): Promise<Me> {
  const person = await requirePerson(db, personId);
  const settings = { ...defaultSettings, ...(await store.findSettings(db, personId)) };
  const { name, isDemo } = must(await organisations.findOrganisation(db));
  return { person: toPerson(person), permissions: [...person.permissions], settings, organisation: { name, isDemo } };
}
