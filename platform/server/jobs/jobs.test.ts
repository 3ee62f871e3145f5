import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openLog } from "../log/index.ts";
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
  await jobs.start();
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

/** Another process that works on the same queue; resolves when it has begun a job. */
async function beginElsewhere(): Promise<{ kill(): Promise<unknown> }> {
  const program = fileURLToPath(new URL("../testing/job-process.ts", import.meta.url));
  const child = spawn(process.execPath, [program, database.connectionString, "test_jobs"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  return { kill: () => (child.kill("SIGKILL"), exited) };
}

test("a job of a killed process runs at the next start, one of a living process is left to it", async () => {
  const endless: unknown[] = [];
  const own = await open({ note: async () => undefined });
  await own.add(database.kysely, { name: "endless", payload: { number: 1 } });
  await own.stop();
  const other = await beginElsewhere();
  const handlers = { endless: async (payload: Record<string, unknown>) => void endless.push(payload["number"]) };
  const beside = await open(handlers);
  await beside.add(database.kysely, { name: "endless", payload: { number: 2 } });
  await vi.waitFor(() => expect(endless).toEqual([2]), 5_000);
  await beside.stop();
  await other.kill();
  await open(handlers);
  await vi.waitFor(() => expect(endless).toEqual([2, 1]), 5_000);
});

test("two queues of one new database start without a warning", async () => {
  const fresh = await createTestDatabase({ schema: "test", migrations: [], poolSize: 8 });
  const warnings: string[] = [];
  const log = openLog({ level: "warn", name: "test", destination: { write: (line) => warnings.push(line) } });
  const done: string[] = [];
  const openQueue = (name: string) =>
    openJobs({ pool: fresh.pool, schema: name, handlers: { note: async () => void done.push(name) }, log });
  const [one, two] = [await openQueue("one_jobs"), await openQueue("two_jobs")];
  await Promise.all([one.start(), two.start()]);
  for (const queue of [one, two]) await queue.add(fresh.kysely, { name: "note", payload: {} });
  await vi.waitFor(() => expect(done.toSorted()).toEqual(["one_jobs", "two_jobs"]), 5_000);
  await Promise.all([one.stop(), two.stop()]);
  await fresh.stop();
  expect(warnings).toEqual([]);
});
