import { describe, expect, it } from "vitest";
import { canShowInline, parseRange, toContentDisposition } from "./rules.ts";

describe("the name of a file", () => {
  it("travels in two forms and breaks out of neither", () => {
    expect(toContentDisposition('план "2026".pdf', false)).toBe(
      "attachment; filename=\"____ _2026_.pdf\"; filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD%20%222026%22.pdf",
    );
  });
});

it("what can carry script is never shown in place", () => {
  expect(["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"].some(canShowInline)).toBe(false);
  expect(canShowInline("image/png")).toBe(true);
});

describe("a range", () => {
  it.each([
    [undefined, "everything"],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=5-", { start: 5, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=2-99", { start: 2, end: 9 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-2", "everything"],
    ["bytes=0-1,3-4", "everything"],
    ["items=1-2", "everything"],
  ])("%j of ten bytes is %j", (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });
});
