import { expect, it } from "vitest";
import { checkActiveUsers, checkRequestRate, cleanCode } from "./rules.ts";

const now = new Date("2026-01-01T12:00:00Z");
const quiet = { perEmail: 0, perInstallation: 0, perAddress: 0, lastAt: null };
const tooMany = (retryAfterMs: number) => expect.objectContaining({ code: "too_many_requests", details: { retryAfterMs } });

it("one user has nobody to talk to", () => {
  expect(() => checkActiveUsers(1)).toThrow(expect.objectContaining({ code: "too_few_users", details: { activeUserCount: 1 } }));
  expect(() => checkActiveUsers(2)).not.toThrow();
});

it("a second letter may be asked for after a minute", () => {
  expect(() => checkRequestRate({ ...quiet, perEmail: 1, lastAt: new Date("2026-01-01T11:59:20Z") }, now)).toThrow(tooMany(20_000));
  expect(() => checkRequestRate({ ...quiet, perEmail: 1, lastAt: new Date("2026-01-01T11:59:00Z") }, now)).not.toThrow();
});

it.each(["perEmail", "perInstallation", "perAddress"] as const)("too many requests %s wait for an hour", (what) => {
  expect(() => checkRequestRate({ ...quiet, [what]: 60 }, now)).toThrow(tooMany(3_600_000));
});

it("a code may be typed with spaces and dashes", () => {
  expect(cleanCode(" 123 456")).toBe("123456");
  expect(cleanCode("123–456")).toBe("123456");
});
