import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

export async function insertEndedSessions(
  db: Db,
  applicationId: ApplicationId,
  sessionIds: readonly string[],
  forgottenAt: Date,
): Promise<void> {
  await sql`
    insert into collab.ended_sessions (application_id, session_id, forgotten_at)
    select ${applicationId}, id, ${forgottenAt} from unnest(${[...new Set(sessionIds)]}::text[]) id
    on conflict do nothing`.execute(db);
}

export async function deleteForgottenSessions(db: Db, now: Date): Promise<void> {
  await sql`delete from collab.ended_sessions where forgotten_at <= ${now}`.execute(db);
}

export async function isSignedIn(
  db: Db,
  {
    applicationId,
    userId,
    sessionId,
  }: { readonly applicationId: ApplicationId; readonly userId: UserId; readonly sessionId: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    select from collab.users u where u.application_id = ${applicationId} and u.id = ${userId} and not u.is_blocked and not exists (
      select from collab.ended_sessions e where e.application_id = u.application_id and e.session_id = ${sessionId}::text)`.execute(db);
  return rows.length === 1;
}
