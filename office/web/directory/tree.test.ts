import type { Department, DepartmentId } from "@veche/office-domain/directory";
import { expect, test } from "vitest";
import { buildTree, listParents } from "./tree.ts";

const department = (name: string, parent: string | null = null): Department => ({
  id: name as DepartmentId,
  parentId: parent as DepartmentId | null,
  name,
  headId: null,
  personCount: 0,
});
const all = [
  department("Бухгалтерия"),
  department("Зарплата", "Бухгалтерия"),
  department("Продажи"),
  department("Потерянный", "нет такого"),
];

test("departments stand under their parents, lost ones at the top", () => {
  const tree = buildTree(all).map(({ department, children }) => [department.name, children.map((child) => child.department.name)]);
  expect(tree).toEqual([
    ["Бухгалтерия", ["Зарплата"]],
    ["Продажи", []],
    ["Потерянный", []],
  ]);
});

test("parents are listed nearest first, and a circle ends", () => {
  const byId = new Map(all.map((one) => [one.id, one]));
  expect(listParents(byId, "Зарплата" as DepartmentId)).toEqual(["Бухгалтерия"]);
  const circle = [department("a", "b"), department("b", "a")];
  expect(listParents(new Map(circle.map((one) => [one.id, one])), "a" as DepartmentId)).toEqual(["b", "a"]);
});
