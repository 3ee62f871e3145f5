import { expect, test } from "vitest";
import { AppError, fillPath, newId, parseErrorBody, toErrorBody } from "./index.ts";

test("ids made later sort later", () => {
  expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true);
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an id carries its time of making", () => {
  const at = Date.UTC(2026, 10, 24);
  expect(Number.parseInt(newId(at).replace("-", "").slice(0, 12), 16)).toBe(at);
});

test("a failure crosses a wire and keeps code and details", () => {
  const failure = parseErrorBody(JSON.parse(JSON.stringify(toErrorBody(new AppError("code_wrong", { attemptsLeft: 2 })))));
  expect(failure).toMatchObject({ code: "code_wrong", details: { attemptsLeft: 2 } });
});

test("a body that is not ours is an internal failure, never a guess", () => {
  expect(parseErrorBody("<html>").code).toBe("internal");
  expect(parseErrorBody({ code: "toString" }).code).toBe("internal");
});

test("path parameters are escaped and leave the rest of the input", () => {
  expect(fillPath("/a/:id/b", { id: "x/y", q: 1 })).toEqual({ path: "/a/x%2Fy/b", rest: { q: 1 } });
});
