import { AppError } from "@veche/kernel";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Log } from "../log/index.ts";
import { createTestDatabase } from "../testing/index.ts";
import { openDatabase } from "./database.ts";
import { isOutage } from "./outage.ts";

/** Keeps what was said at level warn. */
function buildLog(): { log: Log; warnings: string[] } {
  const warnings: string[] = [];
  const warn = (...words: unknown[]): void => void warnings.push(String(words.at(-1)));
  const log = { warn, error: warn, info: () => undefined, debug: () => undefined } as unknown as Log;
  return { log, warnings };
}

test.each([
  [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), true],
  [Object.assign(new Error("the database system is starting up"), { code: "57P03" }), true],
  [Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" }), true],
  [new Error("Connection terminated unexpectedly"), true],
  [new AggregateError([Object.assign(new Error("connect"), { code: "ECONNREFUSED" })]), true],
  [Object.assign(new Error("duplicate key"), { code: "23505" }), false],
  [new AppError("not_found"), false],
  [new Error("anything"), false],
])("%s is an outage: %s", (error, expected) => {
  expect(isOutage(error)).toBe(expected);
});

test("a database that is away is told as unavailable, with one warning for all the calls", async () => {
  const { log, warnings } = buildLog();
  const database = openDatabase({ connection: "postgres://postgres@127.0.0.1:1/nothing", schema: "test", log });
  const ask = () => database.transaction((tx) => sql`select 1`.execute(tx));
  for (const answer of await Promise.allSettled([ask(), ask(), ask()])) {
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  expect(warnings).toEqual(["database is away"]);
  await database.stop();
});

test("a connection that is cut in the middle is told as unavailable, and the next call goes", async () => {
  const { log, warnings } = buildLog();
  const test = await createTestDatabase({ schema: "test", migrations: [] });
  const database = openDatabase({ connection: test.connectionString, schema: "test", log, poolSize: 1 });
  const cut = database.transaction((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx));
  await expect(cut).rejects.toMatchObject({ code: "unavailable" });
  await expect(database.transaction((tx) => sql`select 1 as one`.execute(tx))).resolves.toMatchObject({ rows: [{ one: 1 }] });
  expect(warnings).toEqual(["database is away", "database is back"]);
  await database.stop();
  await test.stop();
});
