import { expect, test } from "vitest";
import { forgetDraft, keepDraft, readDraft } from "./kept-draft.ts";
import { createDraft } from "./rules.ts";

function buildStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as unknown as Storage;
}

const anna = { ...createDraft(), fullName: "Ковалёва Анна Петровна", login: "anna", password: "секрет-секрет" };

test("a reload in the middle of the first start loses only passwords", () => {
  const storage = buildStorage();
  keepDraft(storage, { name: "Ромашка", administrator: anna, people: [{ ...createDraft(), fullName: "Ли Борис" }] });
  const draft = readDraft(storage);
  expect([draft.name, draft.administrator.fullName, draft.administrator.login, draft.people.map(({ fullName }) => fullName)]).toEqual([
    "Ромашка",
    "Ковалёва Анна Петровна",
    "anna",
    ["Ли Борис"],
  ]);
  expect(draft.administrator.password).toBe("");
  expect(storage.getItem("veche-setup")).not.toContain("секрет");
  forgetDraft(storage);
  expect(readDraft(storage).name).toBe("");
});

test("a draft of another version is left alone", () => {
  const storage = buildStorage();
  storage.setItem("veche-setup", "{");
  expect(readDraft(storage).people).toHaveLength(1);
});
