import { expect, test } from "vitest";
import { toQuery } from "./index.ts";

test("a query leaves out what is not given and repeats lists", () => {
  expect(toQuery({ a: 1, b: undefined, c: ["x", "y z"], d: null })).toBe("?a=1&c=x&c=y+z");
  expect(toQuery({})).toBe("");
});
