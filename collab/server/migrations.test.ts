import { newId } from "@veche/kernel";
import { migrate } from "@veche/server/database";
import { createTestDatabase } from "@veche/server/testing";
import { expect, it } from "vitest";
import { collabMigrations } from "./migrations.ts";

it("of two conversations of everybody the fuller one remains under the known key", async () => {
  const earlier = collabMigrations.migrations.filter(({ name }) => name < "0007");
  const database = await createTestDatabase({ schema: "collab", migrations: earlier });
  const [subscriberId, applicationId, general, second] = [newId(), newId(), newId(), newId()];
  await database.pool.query("insert into collab.subscribers (id, email) values ($1, 'a@example.org')", [subscriberId]);
  await database.pool.query(
    `insert into collab.applications (id, subscriber_id, installation_id, name, url, public_key, registered_at)
     values ($1, $2, 'installation', 'office', 'http://localhost', 'x', now())`,
    [applicationId, subscriberId],
  );
  await database.pool.query(
    `insert into collab.conversations (application_id, id, kind, title, key, last_seq)
     values ($1, $2, 'broadcast', 'office', null, 7), ($1, $3, 'broadcast', 'office', 'everybody', 0)`,
    [applicationId, general, second],
  );
  await migrate(database, collabMigrations);
  const { rows } = await database.pool.query(
    "select id, key, removed_at is null as lives from collab.conversations order by last_seq desc",
  );
  expect(rows).toEqual([
    { id: general, key: "everybody", lives: true },
    { id: second, key: null, lives: false },
  ]);
  await database.stop();
});
