import { newId } from "@veche/kernel";
import type { Database } from "@veche/server/database";

/** People and group conversations of one application. */
export interface Seed {
  readonly applicationId: string;
  /** x of the Ed25519 key that signs its tokens */
  readonly publicKey: string;
  /** known to the application by the same id */
  readonly userIds: readonly string[];
  readonly conversations: readonly { readonly id: string; readonly userIds: readonly string[] }[];
  /** of all conversations together, indexed for search; default none */
  readonly messageCount?: number;
}

export async function seedRooms(database: Database, seed: Seed): Promise<void> {
  const run = (text: string, values: unknown[]) => database.pool.query(text, values);
  const subscriberId = newId();
  await run("insert into collab.subscribers (id, email) values ($1, 'seed@example.org')", [subscriberId]);
  await run(
    `insert into collab.applications (id, subscriber_id, installation_id, name, url, public_key, registered_at)
     values ($1, $2, 'seed', 'seed', 'http://localhost', $3, now())`,
    [seed.applicationId, subscriberId, seed.publicKey],
  );
  await run(
    `insert into collab.users (application_id, id, external_id, login, full_name, position, department, language, time_zone, is_blocked)
     select $1, id, id::text, id::text, id::text, '', '', 'ru', 'Europe/Moscow', false from unnest($2::uuid[]) id`,
    [seed.applicationId, seed.userIds],
  );
  const ids = seed.conversations.map(({ id }) => id);
  await run(
    "insert into collab.conversations (application_id, id, kind, title) select $1, id, 'group', 'room' from unnest($2::uuid[]) id",
    [seed.applicationId, ids],
  );
  const members = seed.conversations.flatMap(({ id, userIds }) => userIds.map((userId) => ({ id, userId })));
  await run(
    `insert into collab.members (application_id, conversation_id, user_id)
     select $1, * from unnest($2::uuid[], $3::uuid[])`,
    [seed.applicationId, members.map(({ id }) => id), members.map(({ userId }) => userId)],
  );
  await database.pool.query("analyze");
}
