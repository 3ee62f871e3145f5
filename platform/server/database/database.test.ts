import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, silentLog, type TestDatabase } from "../testing/index.ts";
import {
  checkDatabase,
  currentCursor,
  listPendingMigrations,
  migrate,
  openDatabase,
  query,
  touchedSince,
  type Migration,
} from "./index.ts";

const things: Migration = {
  name: "0001-things",
  text: "create table things (id int primary key, size bigint not null, touched_xid xid8 not null default pg_current_xact_id())",
};
const inSchema = (migration: Migration): Migration => ({ ...migration, text: migration.text.replace("table ", "table test.") });
const migrations = [inSchema(things)];
let database: TestDatabase<{ things: { id: number; size: number } }>;

beforeAll(async () => {
  database = await createTestDatabase({ schema: "test", migrations });
});
afterAll(() => database.stop());

describe("migrations", () => {
  test("run once, also when two processes start together", async () => {
    const next = { name: "0002-more", text: "create table test.more (id int)" };
    const [one, two] = await Promise.all([run([next]), run([next])]);
    expect([...one, ...two]).toEqual(["0002-more"]);
    await database.pool.query("delete from test.migrations where name = '0002-more'");
  });

  test("that were changed after they had been applied are refused", async () => {
    const changed = { ...migrations[0]!, text: "create table test.things (id int)" };
    await expect(migrate(database, { schema: "test", migrations: [changed] })).rejects.toThrow("0001-things");
  });

  test("of a newer version are refused", async () => {
    await expect(migrate(database, { schema: "test", migrations: [] })).rejects.toThrow("newer version");
  });

  test("that fail leave nothing behind and say which it was", async () => {
    const broken = { name: "0003-broken", text: "create table test.half (id int); select nonsense" };
    await expect(run([broken])).rejects.toThrow("0003-broken");
    const rows = await query<{ half: unknown }>(database.pool, { text: "select to_regclass('test.half') half" });
    expect(rows).toEqual([{ half: null }]);
  });

  test("still to make are told without being made", async () => {
    const next = { name: "0002-later", text: "create table test.later (id int)" };
    const list = (schema: string, wanted: readonly Migration[]) => listPendingMigrations(database.pool, { schema, migrations: wanted });
    expect(await list("test", [...migrations, next])).toEqual(["0002-later"]);
    expect(await list("absent", [next])).toEqual(["0000-platform", "0002-later"]);
    await expect(list("test", [])).rejects.toThrow("newer version");
    expect((await database.pool.query("select to_regclass('test.later') made")).rows).toEqual([{ made: null }]);
  });

  const run = (more: readonly Migration[]) => migrate(database, { schema: "test", migrations: [...migrations, ...more] });
});

describe("the database", () => {
  test("gives large numbers as numbers, dates as they are, and refuses numbers it cannot hold", async () => {
    const text = "select 9007199254740991 big, array[1::bigint] many, date '2026-11-24' as day";
    expect(await query(database.pool, { name: "values", text })).toEqual([{ big: 9007199254740991, many: [1], day: "2026-11-24" }]);
    await expect(query(database.pool, { text: "select 9007199254740993 big" })).rejects.toThrow(RangeError);
  });

  test("undoes a transaction that fails", async () => {
    const insert = database.transaction(async (tx) => {
      await tx.insertInto("things").values({ id: 1, size: 1 }).execute();
      throw new Error("stop");
    });
    await expect(insert).rejects.toThrow("stop");
    expect(await database.kysely.selectFrom("things").selectAll().execute()).toEqual([]);
  });

  test("prepares a statement that repeats, but no search", async () => {
    await database.kysely.connection().execute(async (db) => {
      const search = (word: string) => sql`select to_tsvector('simple', 'one two') @@ to_tsquery('simple', ${word}) found`.execute(db);
      for (let value = 0; value < 8; value += 1) {
        expect((await sql`select ${value}::int + 1 repeated`.execute(db)).rows).toEqual([{ repeated: value + 1 }]);
        await search(`w${value}`);
      }
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
      expect(rows).toContainEqual({ statement: "select $1::int + 1 repeated" });
      expect(rows.filter(({ statement }) => statement.includes("to_tsquery"))).toEqual([]);
    });
  });

  test("repeats a transaction that met another one", async () => {
    await database.kysely
      .insertInto("things")
      .values([
        { id: 10, size: 0 },
        { id: 11, size: 0 },
      ])
      .execute();
    let attemptCount = 0;
    const meet = Promise.withResolvers<void>();
    const cross = (first: number, second: number) =>
      database.transaction(async (tx) => {
        attemptCount += 1;
        await addOne(tx, first);
        if (attemptCount === 2) meet.resolve();
        await meet.promise;
        await addOne(tx, second);
      });
    const addOne = (db: Parameters<typeof query>[0], id: number) =>
      query(db, { text: "update test.things set size = size + 1 where id = $1", values: [id] });
    await Promise.all([cross(10, 11), cross(11, 10)]);
    const rows = await query(database.pool, { text: "select size from test.things where id in (10, 11)" });
    expect([rows, attemptCount]).toEqual([[{ size: 2 }, { size: 2 }], 3]);
  });

  test("shows behind a cursor also what a transaction commits late", async () => {
    const late = await database.pool.connect();
    await late.query("begin; insert into test.things (id, size) values (20, 0)");
    await database.kysely.insertInto("things").values({ id: 21, size: 0 }).execute();
    const { rows } = await sql<{ cursor: string }>`select ${currentCursor} as cursor`.execute(database.kysely);
    await late.query("commit");
    late.release();
    const changed = await sql<{ id: number }>`
      select id from test.things t where ${touchedSince("t.touched_xid", rows[0]!.cursor)} order by id`.execute(database.kysely);
    expect(changed.rows.map(({ id }) => id)).toContain(20);
  });

  test("of a run is fit for Russian", async () => {
    await expect(checkDatabase(database.connectionString)).resolves.toBeUndefined();
  });

  test("stops as often as it is asked, also unused", async () => {
    const unused = openDatabase({ connection: database.connectionString, schema: "test", log: silentLog });
    await Promise.all([unused.stop(), unused.stop()]);
    expect(unused.pool.ended).toBe(true);
  });
});
