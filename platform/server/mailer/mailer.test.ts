import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { findLetter, listLetters, openMailbox } from "./index.ts";

let database: TestDatabase<Record<string, never>>;

beforeAll(async () => {
  database = await createTestDatabase({ schema: "test", migrations: [] });
});
afterAll(() => database.stop());

test("the built-in mailbox keeps letters, newest first, page by page", async () => {
  const mailbox = openMailbox(database.kysely, "test");
  for (const subject of ["Первое", "Второе", "Третье"]) await mailbox.send({ to: "anna@example.org", subject, text: "Код: 123" });
  const first = await listLetters(database.kysely, "test", { before: null, limit: 2 });
  const rest = await listLetters(database.kysely, "test", { before: first.at(-1)!.id, limit: 2 });
  expect([...first, ...rest].map(({ subject }) => subject)).toEqual(["Третье", "Второе", "Первое"]);
  expect(await findLetter(database.kysely, "test", first[0]!.id)).toMatchObject({ to: "anna@example.org", text: "Код: 123" });
  expect(await findLetter(database.kysely, "test", "nonsense")).toBeUndefined();
});
