import { expect, it } from "vitest";
import { applyDirectoryEvent } from "./apply.ts";
import { checkDistinct } from "./rules.ts";
import type { User } from "./types.ts";

it("one external id names one person", () => {
  expect(() => checkDistinct("users", [{ externalId: "1" }, { externalId: "2" }])).not.toThrow();
  expect(() => checkDistinct("users", [{ externalId: "1" }, { externalId: "1" }])).toThrow(
    expect.objectContaining({ code: "invalid", details: { field: "users", reason: "duplicate", externalId: "1" } }),
  );
});

it("news of a person told twice change nothing more", () => {
  const user = { id: "a", fullName: "Орлов Пётр" } as unknown as User;
  const once = applyDirectoryEvent(new Map(), { type: "user.changed", user });
  expect(once.get(user.id)).toBe(user);
  expect(applyDirectoryEvent(once, { type: "user.changed", user: { ...user } })).toBe(once);
});
