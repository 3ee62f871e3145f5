import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, silentLog, type TestDatabase } from "../testing/index.ts";
import { openJobs, type Jobs, type JobsOptions } from "./index.ts";

let database: TestDatabase<Record<string, never>>;
let jobs: Jobs | undefined;

beforeAll(async () => {
  database = await createTestDatabase({ schema: "test", migrations: [], poolSize: 8 });
});
afterEach(() => jobs?.stop());
afterAll(() => database.stop());

async function open(handlers: JobsOptions["handlers"]): Promise<Jobs> {
  jobs = await openJobs({ pool: database.pool, schema: "test_jobs", handlers, log: silentLog });
  return jobs;
}

test("a job runs after the commit that queued it, and never without it", async () => {
  const done: unknown[] = [];
  const { add } = await open({ note: async (payload) => void done.push(payload["text"]) });
  const undone = database.transaction(async (tx) => {
    await add(tx, { name: "note", payload: { text: "undone" } });
    throw new Error("stop");
  });
  await expect(undone).rejects.toThrow("stop");
  await database.transaction((tx) => add(tx, { name: "note", payload: { text: "привет" } }));
  await vi.waitFor(() => expect(done).toEqual(["привет"]), 5_000);
});

test("of waiting jobs with one key the latest runs", async () => {
  const done: unknown[] = [];
  const { add } = await open({ note: async (payload) => void done.push(payload["text"]) });
  await database.transaction(async (tx) => {
    await add(tx, { name: "note", key: "one", payload: { text: "first" } });
    await add(tx, { name: "note", key: "one", payload: { text: "second" } });
  });
  await vi.waitFor(() => expect(done).toEqual(["second"]), 5_000);
});

test("a job that gave up is shown with its reason", async () => {
  const opened = await open({
    fail: async () => {
      throw new Error("no mail server");
    },
  });
  await opened.add(database.kysely, { name: "fail", payload: {}, maxAttempts: 1 });
  const failed = await vi.waitFor(async () => {
    const found = await opened.listFailed(database.kysely);
    expect(found).toHaveLength(1);
    return found;
  }, 5_000);
  expect(failed[0]).toMatchObject({ name: "fail", attempts: 1, lastError: expect.stringContaining("no mail server") });
});

test("stopping waits for the job that runs", async () => {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isDone = false;
  const opened = await open({
    slow: async () => {
      begun.resolve();
      await go.promise;
      isDone = true;
    },
  });
  await opened.add(database.kysely, { name: "slow", payload: {} });
  await begun.promise;
  const stopping = opened.stop();
  go.resolve();
  await stopping;
  expect(isDone).toBe(true);
});
