import { collabMigrations } from "@veche/collab-server";
import { officeMigrations } from "@veche/office-server";
import { migrate } from "@veche/server/database";
import { createTestDatabase } from "@veche/server/testing";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { readSettings } from "./config.ts";
import { examine } from "./doctor.ts";
import { wordsFor } from "./words.ts";

it("the doctor says whether the tables of both products fit, and changes nothing", async () => {
  const database = await createTestDatabase({ schema: "scratch", migrations: [] });
  const settings = readSettings({ DATABASE_URL: database.connectionString, VECHE_DATA_DIR: tmpdir(), VECHE_PORT: "0" }, "/");
  const look = async (): Promise<(string | undefined)[]> => {
    const findings = (await examine(settings, wordsFor({ LANG: "C" }))).filter(({ text }) => text.includes("tables of"));
    return findings.map(({ state, text }) => `${state}: ${text.match(/“\w+”|renews|have the form|do not fit/g)?.join(" ")}`);
  };
  expect(await look()).toEqual(["good: renews “collab”", "good: renews “office”"]);
  expect(await look()).toEqual(["good: renews “collab”", "good: renews “office”"]);
  await migrate(database, collabMigrations);
  await migrate(database, officeMigrations);
  await database.pool.query("insert into office.migrations (name, checksum) values ('9999-future', '')");
  expect(await look()).toEqual(["good: “collab” have the form", "bad: “office” do not fit"]);
  await database.stop();
});
