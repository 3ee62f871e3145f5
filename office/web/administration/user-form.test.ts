import { expect, test } from "vitest";
import { findUserFaults, toDraft, toUserInput } from "./user-form.ts";

const draft = { ...toDraft(null, ["documents.create"]), fullName: "Орлов Дмитрий", login: "orlov", password: "long enough" };

test("a new user needs a name, a login and a password; a known one may keep his", () => {
  expect(findUserFaults(draft, true)).toEqual({});
  expect(findUserFaults({ ...draft, password: "" }, true)).toEqual({ password: "shortPassword" });
  expect(findUserFaults({ ...draft, password: "" }, false)).toEqual({});
  expect(findUserFaults({ ...draft, fullName: "", login: "Орлов", email: "x" }, false)).toEqual({
    fullName: "required",
    login: "badLogin",
    email: "badEmail",
  });
});

test("questions are lines, empty ones are left out", () => {
  const input = toUserInput({ ...draft, responsibilities: " Скидки \n\nПлан продаж", email: " a@b.ru " });
  expect(input).toMatchObject({ responsibilities: ["Скидки", "План продаж"], email: "a@b.ru", permissions: ["documents.create"] });
  expect(input).not.toHaveProperty("password");
});
