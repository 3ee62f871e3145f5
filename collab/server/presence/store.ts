import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export interface KeptPresence {
  readonly userId: UserId;
  readonly lastSeenAt: Date | null;
  readonly isDoNotDisturb: boolean;
}

/** Those of some people who belong to the application, with what was kept of them. */
export async function listKeptPresences(
  db: Db,
  applicationId: ApplicationId,
  userIds: readonly UserId[],
): Promise<readonly KeptPresence[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<KeptPresence>`
    select u.id "userId", p.last_seen_at "lastSeenAt", coalesce(p.is_do_not_disturb, false) "isDoNotDisturb"
    from collab.users u left join collab.presences p on p.application_id = u.application_id and p.user_id = u.id
    where u.application_id = ${applicationId} and u.id = any(${[...userIds]}::uuid[])`.execute(db);
  return rows;
}

/** Those of some people who do not want to be disturbed. */
export async function filterUndisturbed(
  db: Db,
  people: readonly { readonly applicationId: ApplicationId; readonly userId: UserId }[],
): Promise<ReadonlySet<UserId>> {
  const { rows } = await sql<{ userId: UserId }>`
    select p.user_id "userId"
    from unnest(${people.map((person) => person.applicationId)}::uuid[], ${people.map((person) => person.userId)}::uuid[])
      wanted (application_id, user_id)
    join collab.presences p on p.application_id = wanted.application_id and p.user_id = wanted.user_id
    where p.is_do_not_disturb`.execute(db);
  return new Set(rows.map(({ userId }) => userId));
}

export async function saveDoNotDisturb(db: Db, applicationId: ApplicationId, userId: UserId, isDoNotDisturb: boolean): Promise<void> {
  await sql`
    insert into collab.presences as p (application_id, user_id, is_do_not_disturb)
    values (${applicationId}, ${userId}, ${isDoNotDisturb})
    on conflict (application_id, user_id) do update set is_do_not_disturb = excluded.is_do_not_disturb
    where p.is_do_not_disturb <> excluded.is_do_not_disturb`.execute(db);
}

/** Many at once, seldom. */
export async function saveLastSeen(
  db: Db,
  seen: readonly { readonly applicationId: ApplicationId; readonly userId: UserId; readonly at: Date }[],
): Promise<void> {
  await sql`
    insert into collab.presences as p (application_id, user_id, last_seen_at)
    select * from unnest(${seen.map((item) => item.applicationId)}::uuid[], ${seen.map((item) => item.userId)}::uuid[],
      ${seen.map((item) => item.at)}::timestamptz[])
    on conflict (application_id, user_id) do update set last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)`.execute(db);
}
