import { ConfigError } from "@veche/server/config";
import { describe, expect, it } from "vitest";
import { isLocalHost, readSettings } from "./config.ts";

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env, "/srv");
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("the settings", () => {
  it("need nothing to be set, and open the server to this computer only", () => {
    expect(readSettings({ VECHE_PORT: "" }, "/srv/veche")).toMatchObject({
      port: 8080,
      host: "127.0.0.1",
      dataDir: "/srv/veche/data",
      publicUrl: undefined,
      databaseUrl: undefined,
    });
  });

  it("are told with all their faults at once, and without their values", () => {
    const faults = faultsOf({ VECHE_PORT: "70000", VECHE_URL: "ftp://x", DATABASE_URL: "mysql://root:hunter2@db", VECHE_SECRET: "abc" });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual(["VECHE_PORT", "VECHE_URL", "VECHE_SECRET", "DATABASE_URL"]);
    expect(faults.join()).not.toContain("hunter2");
  });

  it("take a public address without the slash at its end", () => {
    expect(readSettings({ VECHE_URL: "https://veche.example.org/" }, "/").publicUrl).toBe("https://veche.example.org");
  });
});

it("knows which addresses only this computer reaches", () => {
  expect(["127.0.0.1", "::1", "localhost"].every(isLocalHost)).toBe(true);
  expect(["0.0.0.0", "::", "192.0.2.1"].some(isLocalHost)).toBe(false);
});
