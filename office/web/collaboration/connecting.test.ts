import { expect, test } from "vitest";
import { formatSeconds, isEmail, parseServerUrl } from "./connecting.ts";

test("an address is taken as people type it", () => {
  expect(parseServerUrl(" veche.example.ru ")).toBe("https://veche.example.ru");
  expect(parseServerUrl("http://127.0.0.1:8080/some/page")).toBe("http://127.0.0.1:8080");
  for (const wrong of ["", "wss://chat.example.ru", "https://", "два слова"]) expect(parseServerUrl(wrong)).toBeUndefined();
});

test("time left is minutes and two digits of seconds", () => {
  expect([872, 59, 0].map(formatSeconds)).toEqual(["14:32", "0:59", "0:00"]);
});

test("an e-mail address has a name and a domain", () => {
  expect(["it@severveter.ru", " a@b.co "].every(isEmail)).toBe(true);
  expect(["it@", "it.ru", "a b@c.ru"].some(isEmail)).toBe(false);
});
