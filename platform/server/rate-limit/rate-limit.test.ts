import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, TestClock, type TestDatabase } from "../testing/index.ts";
import { consume, deleteFullLimits } from "./index.ts";

const limit = { limit: 3, windowMs: 60_000 };
const clock = new TestClock();
let database: TestDatabase<Record<string, never>>;

beforeAll(async () => {
  database = await createTestDatabase({ schema: "test", migrations: [] });
});
afterAll(() => database.stop());

const take = (key: string): Promise<void> => consume(database.kysely, "test", key, limit, clock.now());

test("a burst is allowed, then one for each part of the window, and the wait is told", async () => {
  for (let count = 0; count < 3; count += 1) await take("anna");
  await expect(take("anna")).rejects.toMatchObject({ code: "too_many_requests", details: { retryAfterMs: 20_000 } });
  clock.advance(19_000);
  await expect(take("anna")).rejects.toMatchObject({ details: { retryAfterMs: 1_000 } });
  clock.advance(1_000);
  await take("anna");
  await take("ivan");
  await expect(take("anna")).rejects.toMatchObject({ code: "too_many_requests" });
});

test("of many at the same moment only the allowed number passes", async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => take("storm")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});

test("rows that say nothing any more are removed", async () => {
  await take("short");
  clock.advance(limit.windowMs + 1);
  await deleteFullLimits(database.kysely, "test", clock.now());
  const { rows } = await database.pool.query("select key from test.rate_limits");
  expect(rows).toEqual([]);
});
