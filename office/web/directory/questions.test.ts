import type { Person } from "@veche/office-domain/directory";
import { expect, test } from "vitest";
import { listQuestions } from "./questions.ts";

const person = (fullName: string, responsibilities: readonly string[]): Person =>
  ({ id: fullName, fullName, responsibilities: [...responsibilities] }) as unknown as Person;
const shown = (people: readonly Person[]): readonly (readonly [string, readonly string[]])[] =>
  listQuestions(people).map(({ question, people: answering }) => [question, answering.map(({ fullName }) => fullName)]);

test("questions stand by the alphabet, each with everybody who answers it", () => {
  expect(shown([person("Ольга", ["Счета", "Акты сверки"]), person("Ирина", ["акты сверки ", "Авансы"])])).toEqual([
    ["Авансы", ["Ирина"]],
    ["Акты сверки", ["Ольга", "Ирина"]],
    ["Счета", ["Ольга"]],
  ]);
});

test("a question written twice at one person is one question", () => {
  expect(shown([person("Ольга", ["Счета", "счета"])])).toEqual([["Счета", ["Ольга"]]]);
  expect(shown([person("Иван", [])])).toEqual([]);
});
