import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface Viewer {
  readonly userId: UserId;
  readonly name: string;
}

/** Those of the people who come after a place, by name. */
export async function listByName(
  db: Db,
  applicationId: ApplicationId,
  ids: readonly UserId[],
  after: { readonly name: string; readonly id: string } | undefined,
  limit: number,
): Promise<readonly Viewer[]> {
  const { rows } = await sql<Viewer>`
    select u.id "userId", u.full_name name from collab.users u
    where u.application_id = ${applicationId} and u.id = any(${[...ids]}::uuid[])
      and ${after ? sql`(u.full_name, u.id) > (${after.name}, ${after.id}::uuid)` : sql`true`}
    order by u.full_name, u.id limit ${limit}`.execute(db);
  return rows;
}
