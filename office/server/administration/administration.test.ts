import { newId } from "@veche/kernel";
import * as api from "@veche/office-domain/administration";
import { silentLog } from "@veche/server/testing";
import { openDatabase } from "@veche/server/database";
import { openMailbox } from "@veche/server/mailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestOffice } from "../testing/office.ts";
import type { TestBrowser, TestOffice } from "../testing/office.ts";

let office: TestOffice;
let administrator: TestBrowser;
let clerk: TestBrowser;

beforeAll(async () => {
  office = await openTestOffice();
  ({ administrator, clerk } = await office.found());
});
afterAll(() => office.stop());

test("kept letters are read, newest first, by who may read the mailbox", async () => {
  const database = openDatabase({ connection: office.databaseUrl, schema: "office", log: silentLog });
  const mailbox = openMailbox(database.kysely, "office");
  for (const subject of ["Первое", "Второе", "Третье"]) await mailbox.send({ to: "a@example.ru", subject, text: `Код: ${subject}` });
  await database.stop();
  const first = await office.call(api.listLetters, { limit: 2 }, administrator);
  const rest = await office.call(api.listLetters, { limit: 2, cursor: first.next! }, administrator);
  expect([...first.items, ...rest.items].map(({ subject }) => subject)).toEqual(["Третье", "Второе", "Первое"]);
  const { text } = await office.call(api.getLetter, { id: first.items[0]!.id }, administrator);
  expect(text).toBe("Код: Третье");
  expect(await office.refusal(api.listLetters, {}, clerk)).toBe("forbidden");
  expect(await office.refusal(api.getLetter, { id: first.items[0]!.id }, clerk)).toBe("forbidden");
  expect(await office.refusal(api.getLetter, { id: newId() }, administrator)).toBe("not_found");
});

test("an administrator learns what is healthy, an employee does not", async () => {
  const { checks } = await office.call(api.getHealth, {}, administrator);
  expect(checks.map(({ name, state }) => [name, state])).toEqual([
    ["officeJobs", "healthy"],
    ["collaboration", "healthy"],
  ]);
  expect(await office.refusal(api.getHealth, {}, clerk)).toBe("forbidden");
});
