import type { ConversationId, SavedDraft } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** Saves a draft unless one that was typed later, or the same text, is there. @returns undefined when it changed nothing */
export async function putDraft(
  db: Db,
  applicationId: ApplicationId,
  id: ConversationId,
  userId: UserId,
  draft: { readonly text: string; readonly typedAt: Date },
): Promise<SavedDraft | undefined> {
  const { rows } = await sql<SavedDraft>`
    insert into collab.drafts as d (application_id, conversation_id, user_id, text, version, typed_at)
    select ${applicationId}::uuid, ${id}::uuid, ${userId}::uuid, ${draft.text}, 1, ${draft.typedAt}
    on conflict (application_id, conversation_id, user_id) do update
    set text = excluded.text, version = d.version + 1, typed_at = excluded.typed_at
    where excluded.typed_at >= d.typed_at and d.text <> excluded.text
    returning text, version`.execute(db);
  return rows[0];
}

export async function findDraft(db: Db, applicationId: ApplicationId, id: ConversationId, userId: UserId): Promise<SavedDraft | undefined> {
  const { rows } = await sql<SavedDraft>`
    select text, version from collab.drafts
    where application_id = ${applicationId} and conversation_id = ${id} and user_id = ${userId}`.execute(db);
  return rows[0];
}
