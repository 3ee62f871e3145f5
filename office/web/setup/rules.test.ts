import { expect, test } from "vitest";
import { createDraft, findPersonFaults, generatePassword, toPersonInput } from "./rules.ts";

const person = { ...createDraft(), fullName: "Орлов Дмитрий", login: "orlov", password: "long enough" };

test("a whole person has no faults", () => {
  expect(findPersonFaults(person, [])).toEqual({});
  expect(toPersonInput(person)).toMatchObject({ login: "orlov", email: null });
});

test("each missing or wrong field says why", () => {
  expect(findPersonFaults({ ...person, fullName: " ", login: "Орлов", email: "нет", password: "short" }, [])).toEqual({
    fullName: "required",
    login: "badLogin",
    email: "badEmail",
    password: "passwordHint",
  });
  expect(findPersonFaults(person, ["ORLOV"])).toEqual({ login: "sameLogin" });
});

test("made passwords are long and differ", () => {
  expect(generatePassword()).toMatch(/^([a-z]{6}-){4}\d\d$/);
  expect(generatePassword()).not.toBe(generatePassword());
});
