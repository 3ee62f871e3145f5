import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import type { Database } from "@veche/server/database";
import { createTestDatabase, type TestDatabase } from "@veche/server/testing";
import { collabMigrations } from "../migrations.ts";

/** A fresh database of the test's own with everything of the server in it; `stop()` removes it. */
export function openTestDatabase(): Promise<TestDatabase<Record<string, never>>> {
  return createTestDatabase(collabMigrations);
}

/** An application with three people, two of them in a group conversation; Anna owns it. */
export interface Room {
  readonly applicationId: ApplicationId;
  readonly conversationId: ConversationId;
  readonly anna: UserId;
  readonly boris: UserId;
  readonly stranger: UserId;
}

export async function buildRoom(database: Database): Promise<Room> {
  const [subscriberId, applicationId, conversationId] = [newId(), newId<"Application">(), newId<"Conversation">()];
  const [anna, boris, stranger] = [newId<"User">(), newId<"User">(), newId<"User">()];
  const run = (text: string, values: unknown[]) => database.pool.query(text, values);
  await run("insert into collab.subscribers (id, email) values ($1, $2)", [subscriberId, `${subscriberId}@example.org`]);
  await run(
    `insert into collab.applications (id, subscriber_id, installation_id, name, url, public_key, registered_at)
     values ($1, $2, 'installation', 'office', 'http://localhost', 'x', now())`,
    [applicationId, subscriberId],
  );
  for (const id of [anna, boris, stranger]) {
    await run(
      `insert into collab.users (application_id, id, external_id, login, full_name, position, department, language, time_zone, is_blocked)
       values ($1, $2, $3, $3, $3, '', '', 'ru', 'Europe/Moscow', false)`,
      [applicationId, id, String(id)],
    );
  }
  await run("insert into collab.conversations (application_id, id, kind, title) values ($1, $2, 'group', 'Планёрка')", [
    applicationId,
    conversationId,
  ]);
  for (const [id, role] of [
    [anna, "owner"],
    [boris, "member"],
  ]) {
    await run("insert into collab.members (application_id, conversation_id, user_id, role) values ($1, $2, $3, $4)", [
      applicationId,
      conversationId,
      id,
      role,
    ]);
  }
  return { applicationId, conversationId, anna, boris, stranger };
}
