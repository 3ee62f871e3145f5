import { expect, test } from "vitest";
import { parseFullName } from "./full-name.ts";

test.each([
  ["Орлов Дмитрий Александрович", "Дмитрий", "Орлов", "Александрович"],
  ["Дмитрий Александрович Орлов", "Дмитрий", "Орлов", "Александрович"],
  ["Фомина Ольга Ильинична", "Ольга", "Фомина", "Ильинична"],
  ["Ульянов Владимир Ильич", "Владимир", "Ульянов", "Ильич"],
  ["Ахмедов Али Вели оглы", "Али", "Ахмедов", "Вели оглы"],
  ["Мамедова Лейла Рашид кызы", "Лейла", "Мамедова", "Рашид кызы"],
  ["Orlova Anna Sergeyevna", "Anna", "Orlova", "Sergeyevna"],
  ["Анна Ковалёва", "Анна", "Ковалёва", ""],
  ["Mary Jane Watson", "Mary Jane", "Watson", ""],
  ["  Cher ", "Cher", "", ""],
  ["", "", "", ""],
])("%s is %s %s, child of %s", (fullName, given, family, patronymic) => {
  const parts = parseFullName(fullName);
  expect([parts.given.join(" "), parts.family, parts.patronymic]).toEqual([given, family, patronymic]);
});
