import { createTestDatabase, silentLog } from "@veche/server/testing";
import type { TestDatabase } from "@veche/server/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { officeMigrations } from "../migrations.ts";
import { InstallationFactorKey } from "../session/index.ts";
import { demoCompany } from "./index.ts";
import { instantOfId, nameOfficeThings } from "./naming.ts";
import { insertRecords } from "./records.ts";

const startedAt = new Date("2026-11-24T07:24:00Z");
const company = demoCompany(startedAt);
const ids = nameOfficeThings("test", startedAt);
let database: TestDatabase<Record<string, never>>;

/** Runs in one transaction of an office to which nobody listens. */
async function transact<T>(run: (ctx: Context) => Promise<T>): Promise<T> {
  const parts = {
    installationId: "test",
    publicUrl: "http://localhost",
    sockets: { closeSession: () => undefined, closePerson: () => undefined },
    factorKey: new InstallationFactorKey(new Uint8Array(32)),
    log: silentLog,
    discussions: { followPerson: async () => undefined, followDocument: async () => "notConnected" as const },
  };
  const silent = { emit: () => undefined, afterCommit: () => undefined, addJob: async () => undefined, raise: async () => undefined };
  return database.transaction((db) => run({ db, now: startedAt, parts, ...silent }));
}

async function insertAll(): Promise<boolean> {
  return transact((ctx) => insertRecords(ctx, company, ids, { password: "secret of a test", putBlob: async () => "blob" }));
}

beforeAll(async () => {
  database = await createTestDatabase(officeMigrations);
});
afterAll(() => database.stop());

test("the company moves into an empty office once, people, departments, documents and files alike", async () => {
  expect(await insertAll()).toBe(true);
  expect(await insertAll()).toBe(false);
  const counts = await sql<Record<string, number>>`select
    (select count(*)::int from office.people) people, (select count(*)::int from office.departments) departments,
    (select count(*)::int from office.documents) documents, (select count(*)::int from office.document_files) files`.execute(
    database.kysely,
  );
  const files = company.documents.flatMap(({ fileKeys }) => fileKeys).length;
  expect(counts.rows).toEqual([
    { people: company.people.length, departments: company.departments.length, documents: company.documents.length, files },
  ]);
});

test("documents with a number stand in the journal of a register, which counts on from them", async () => {
  const { rows } = await sql<{ registered: number; journal: number; last: number }>`select
    (select count(*)::int from office.documents where registered_at is not null) registered,
    (select count(*)::int from office.register_entries e join office.documents d on d.id = e.document_id and d.number = e.number) journal,
    (select max(c.last_sequence) from office.register_counters c join office.registers r on r.id = c.register_id
      where r.name = 'Коммерческие предложения') last`.execute(database.kysely);
  expect(rows[0]!.registered).toBeGreaterThanOrEqual(50);
  expect(rows[0]).toMatchObject({ journal: rows[0]!.registered, last: 417 });
});

test("a document bears the date of its making, and exactly those see it who should", async () => {
  const offer = company.documents.find(({ key }) => key === "kp-0417")!;
  const found = await sql<{ createdAt: Date; viewers: string[] }>`
    select created_at "createdAt", (select array_agg(distinct p.login order by p.login) from office.document_viewers v
      join office.people p on p.id = v.person_id where v.document_id = d.id and v.reason <> 'readAll') viewers
    from office.documents d where d.id = ${ids.documentIdOf("kp-0417")}`.execute(database.kysely);
  expect(new Date(found.rows[0]!.createdAt)).toEqual(offer.createdAt);
  expect(found.rows[0]!.viewers).toEqual(company.conversations.find(({ documentKey }) => documentKey === "kp-0417")!.memberKeys);
});

test("the instant of the filling can be read from its ids", () => {
  expect(instantOfId(ids.personIdOf("gromov"))).toEqual(startedAt);
});
