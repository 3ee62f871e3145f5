import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as z from "zod";
import { ConfigError, readConfig, secretSchema } from "./index.ts";

const schema = z.object({ PORT: z.coerce.number().int().default(8080), KEY: secretSchema, MAIL: z.email() });

test("settings are read once, an empty one counts as not set", () => {
  const config = readConfig(schema, { PORT: "", KEY: "top", MAIL: "a@example.org" });
  expect([config.PORT, config.KEY.reveal()]).toEqual([8080, "top"]);
});

test("all faults are told at once, by name and without values", () => {
  const read = (): unknown => readConfig(schema, { PORT: "много", MAIL: "wrong-value" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PORT[^]*KEY: is missing[^]*MAIL/);
  expect(read).not.toThrow(/wrong-value/);
});

test("a secret does not print", () => {
  const { KEY } = readConfig(schema, { KEY: "top", MAIL: "a@example.org" });
  expect([String(KEY), JSON.stringify({ KEY }), inspect({ KEY })].join()).not.toContain("top");
});
