import { expect, test } from "vitest";
import { openLog } from "./index.ts";

function write(fields: object, message: string): string {
  const lines: string[] = [];
  openLog({ level: "info", name: "test", destination: { write: (line) => lines.push(line) } }).info(fields, message);
  return lines.join("");
}

test("characters that steer a terminal are escaped, and the line stays JSON", () => {
  const line = write({ name: "a\u001b[31m\u009b2J\u202eb" }, "x\ny");
  // oxlint-disable-next-line no-control-regex
  expect(line.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(JSON.parse(line)).toMatchObject({ name: "a\u001b[31m\u009b2J\u202eb", msg: "x\ny" });
});

test("fields named like secrets are not written", () => {
  const line = write({ password: "p-1", headers: { authorization: "p-2" }, deep: { body: { token: "p-3" } } }, "x");
  expect(line).not.toMatch(/p-\d/);
});

test("an error is written with its cause", () => {
  expect(write({ err: new Error("outer", { cause: new Error("inner") }) }, "x")).toContain("inner");
});
