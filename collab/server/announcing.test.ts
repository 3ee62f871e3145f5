import type { CollabEvent } from "@veche/collab-domain/everything";
import type { KyselyPlugin } from "kysely";
import { expect, it } from "vitest";
import type { Db, Parts, Recipients, TenantContext } from "./context.ts";
import { announceOpened } from "./conversations/index.ts";
import { openMessages } from "./messages/index.ts";
import { buildRoom, openTestDatabase } from "./testing/room.ts";

it("many people learn of a conversation by as few statements as one, each his own state", async () => {
  const database = await openTestDatabase();
  const room = await buildRoom(database);
  const { door } = openMessages({
    db: database.kysely,
    runNamed: (statement) => database.pool.query(statement),
    now: () => new Date(),
    handleFault: (error) => {
      throw error;
    },
    deliver: () => undefined,
    handleJoined: () => undefined,
  });
  let statementCount = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => ((statementCount += 1), node),
    transformResult: async ({ result }) => result,
  };
  const open = async (userIds: (typeof room.anna)[]) => {
    const emitted: [CollabEvent, Recipients][] = [];
    statementCount = 0;
    const ctx = {
      ...{ db: database.kysely.withPlugin(counting) as Db, now: new Date(), applicationId: room.applicationId },
      parts: { messages: door } as Parts,
      emit: (event: CollabEvent, recipients: Recipients) => void emitted.push([event, recipients]),
      afterCommit: () => undefined,
      raise: async () => undefined,
    } satisfies TenantContext;
    await announceOpened(ctx, room.conversationId, userIds);
    return { emitted, statementCount };
  };
  const one = await open([room.anna]);
  const many = await open([room.anna, room.boris, room.stranger]);
  expect(many.statementCount).toBe(one.statementCount);
  const seen = many.emitted.map(([event, recipients]) => [recipients, event.type === "conversation.opened" && event.head.my]);
  expect(seen).toHaveLength(2);
  expect(seen).toContainEqual([{ userIds: [room.anna] }, expect.objectContaining({ can: expect.objectContaining({ rename: true }) })]);
  expect(seen).toContainEqual([{ userIds: [room.boris] }, expect.objectContaining({ can: expect.objectContaining({ rename: false }) })]);
  await database.stop();
});
