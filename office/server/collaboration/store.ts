import type { Connecting } from "@veche/office-domain/collaboration";
import { notRegistered } from "@veche/office-domain/collaboration";
import type { DocumentId } from "@veche/office-domain/documents";
import { sql } from "kysely";
import type { Db } from "../context.ts";

/** An application's private key; it never leaves this table and the calls it signs. */
export type PrivateKey = Readonly<Record<string, unknown>>;

export interface ConnectionRecord {
  readonly connecting: Connecting;
  /** null: the installation's own server */
  readonly serverUrl: string | null;
  readonly email: string | null;
  readonly applicationName: string;
  /** under which name the server knows this installation, when it is not its own */
  readonly knownAs: string | null;
  readonly privateKey: PrivateKey | null;
  readonly lastSyncedAt: Date | null;
  readonly userCount: number | null;
  readonly groupCount: number | null;
}

const empty: ConnectionRecord = {
  connecting: notRegistered,
  serverUrl: null,
  email: null,
  applicationName: "",
  knownAs: null,
  privateKey: null,
  lastSyncedAt: null,
  userCount: null,
  groupCount: null,
};

/** Steps of connecting wait for each other. */
export async function lockConnection(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('office.connection', 0))`.execute(db);
}

export async function loadConnection(db: Db): Promise<ConnectionRecord> {
  const { rows } = await sql<ConnectionRecord>`
    select connecting, server_url "serverUrl", email, application_name "applicationName", known_as "knownAs", private_key "privateKey",
      last_synced_at "lastSyncedAt", user_count "userCount", group_count "groupCount" from office.connection`.execute(db);
  return rows[0] ?? empty;
}

export async function saveConnection(db: Db, record: ConnectionRecord): Promise<void> {
  await sql`
    insert into office.connection (connecting, server_url, email, application_name, known_as, private_key, last_synced_at, user_count, group_count)
    values (${JSON.stringify(record.connecting)}::jsonb, ${record.serverUrl}, ${record.email}, ${record.applicationName}, ${record.knownAs},
      ${record.privateKey && JSON.stringify(record.privateKey)}::jsonb, ${record.lastSyncedAt}, ${record.userCount}, ${record.groupCount})
    on conflict (id) do update set connecting = excluded.connecting, server_url = excluded.server_url, email = excluded.email,
      application_name = excluded.application_name, known_as = excluded.known_as, private_key = excluded.private_key,
      last_synced_at = excluded.last_synced_at, user_count = excluded.user_count, group_count = excluded.group_count`.execute(db);
}

export async function updateSynced(db: Db, at: Date, counts: { readonly userCount: number; readonly groupCount: number }): Promise<void> {
  await sql`
    update office.connection set last_synced_at = ${at}, user_count = ${counts.userCount}, group_count = ${counts.groupCount}`.execute(db);
}

export interface Discussion {
  readonly conversationId: string;
  readonly openedAt: Date;
}

/** The discussion of a document as it was prepared for this application. */
export async function findDiscussion(db: Db, documentId: DocumentId, applicationId: string): Promise<Discussion | undefined> {
  const { rows } = await sql<Discussion>`
    select conversation_id "conversationId", opened_at "openedAt" from office.discussions
    where document_id = ${documentId} and application_id = ${applicationId}`.execute(db);
  return rows[0];
}

export async function upsertDiscussion(
  db: Db,
  discussion: { readonly documentId: DocumentId; readonly applicationId: string; readonly conversationId: string; readonly openedAt: Date },
): Promise<void> {
  await sql`
    insert into office.discussions (document_id, application_id, conversation_id, opened_at)
    values (${discussion.documentId}, ${discussion.applicationId}, ${discussion.conversationId}, ${discussion.openedAt})
    on conflict (document_id) do update set application_id = excluded.application_id, conversation_id = excluded.conversation_id,
      opened_at = excluded.opened_at where discussions.application_id <> excluded.application_id`.execute(db);
}
