import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface Organisation {
  readonly name: string;
  readonly language: "ru" | "en";
  readonly isDemo: boolean;
  readonly demoPassword: string | null;
  readonly state: "filling" | "ready";
  readonly progress: number;
}

export async function findOrganisation(db: Db): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select name, language, is_demo "isDemo", demo_password "demoPassword", state, progress from office.organisation`.execute(db);
  return rows[0];
}

/** @returns false when there is one already; of two at once the second waits for the first */
export async function insertOrganisation(db: Db, organisation: Organisation, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into office.organisation (name, language, is_demo, demo_password, state, progress, created_at)
    values (${organisation.name}, ${organisation.language}, ${organisation.isDemo}, ${organisation.demoPassword}, ${organisation.state},
      ${organisation.progress}, ${now})
    on conflict (id) do nothing returning id`.execute(db);
  return rows.length === 1;
}

/** Changes that decide about the last administrator wait for each other. */
export async function lockOrganisation(db: Db): Promise<void> {
  await sql`select id from office.organisation for update`.execute(db);
}

export async function updateFilling(db: Db, filling: { readonly state: "filling" | "ready"; readonly progress: number }): Promise<void> {
  await sql`update office.organisation set state = ${filling.state}, progress = ${filling.progress}`.execute(db);
}
