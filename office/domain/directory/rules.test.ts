import { newId } from "@veche/kernel";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeGivenName, computeRowName, computeShortName, listAncestry, refuseCycle, refuseLossOfAdministrator } from "./rules.ts";
import type { DepartmentId } from "./types.ts";

const [root, middle, leaf] = [newId<"Department">(), newId<"Department">(), newId<"Department">()];
const [chief, head, clerk] = [newId<"Person">(), newId<"Person">(), newId<"Person">()];
const tree = new Map([
  [root, { id: root, parentId: null }],
  [middle, { id: middle, parentId: root }],
  [leaf, { id: leaf, parentId: middle }],
]);

test.each([
  ["Орлов Дмитрий Александрович", "Орлов Д. А."],
  ["Ли Анна", "Ли Анна"],
  ["  Cher ", "Cher"],
  ["Ахмедов Али Вели оглы", "Ахмедов А. В."],
  ["Mary Jane Watson", "M. J. Watson"],
  ["Дмитрий Александрович Орлов", "Орлов Д. А."],
])("%s is shown as %s", (fullName, shortName) => {
  expect(computeShortName(fullName)).toBe(shortName);
});

test.each([
  ["Орлов Дмитрий Александрович", "Дмитрий Орлов"],
  ["Анна Ковалёва", "Анна Ковалёва"],
  [" Cher ", "Cher"],
  ["Ахмедов Али Вели оглы", "Али Ахмедов"],
  ["Мамедова Лейла Рашид кызы", "Лейла Мамедова"],
  ["Фомина Ольга Ильинична", "Ольга Фомина"],
  ["Ульянов Владимир Ильич", "Владимир Ульянов"],
  ["Сафин Марат Фомич", "Марат Сафин"],
  ["Дмитрий Александрович Орлов", "Дмитрий Орлов"],
  ["Orlov Dmitry Aleksandrovich", "Dmitry Orlov"],
  ["Mary  Jane Watson", "Mary Jane Watson"],
  ["Juan Carlos García Márquez", "Juan Carlos García Márquez"],
])("%s is called %s", (fullName, rowName) => {
  expect(computeRowName(fullName)).toBe(rowName);
});

test.each([
  ["Орлов Дмитрий Александрович", "Дмитрий"],
  ["Анна Ковалёва", "Анна"],
  ["Mary Jane Watson", "Mary"],
  ["Madonna", "Madonna"],
])("%s is greeted as %s", (fullName, givenName) => {
  expect(computeGivenName(fullName)).toBe(givenName);
});

test("ancestry goes from the department up to the top", () => {
  expect(listAncestry(tree, leaf)).toEqual([leaf, middle, root]);
  expect(listAncestry(tree, null)).toEqual([]);
});

test("a department never stands under itself", () => {
  expect(() => refuseCycle(tree, root, leaf)).toThrowError(expect.objectContaining({ code: "conflict", details: { reason: "cycle" } }));
  expect(() => refuseCycle(tree, middle, middle)).toThrow("conflict");
  expect(() => refuseCycle(tree, leaf, root)).not.toThrow();
});

test("ancestry ends whatever the parents say", () => {
  const ids = Array.from({ length: 6 }, () => newId<"Department">());
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(5), { nil: null }), { minLength: 6, maxLength: 6 }), (parents) => {
      const wild = new Map<DepartmentId, { id: DepartmentId; parentId: DepartmentId | null }>(
        ids.map((id, index) => [id, { id, parentId: parents[index] === null ? null : ids[parents[index]!]! }]),
      );
      const ancestry = listAncestry(wild, ids[0]!);
      expect(new Set(ancestry).size).toBe(ancestry.length);
    }),
  );
});

test("the last administrator stays one", () => {
  const last = { personId: chief, staysAdministrator: false };
  expect(() => refuseLossOfAdministrator([chief], last)).toThrow("conflict");
  expect(() => refuseLossOfAdministrator([chief, head], last)).not.toThrow();
  expect(() => refuseLossOfAdministrator([chief], { personId: chief, staysAdministrator: true })).not.toThrow();
  expect(() => refuseLossOfAdministrator([chief], { personId: clerk, staysAdministrator: false })).not.toThrow();
});
