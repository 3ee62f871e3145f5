import { expect, test } from "vitest";
import { isTelling } from "./naming.ts";

test("a number that begins with a letter needs no kind beside it", () => {
  expect(["КП-2026/0417", "CO-12", "121", "118-П", "№ 5", ""].map(isTelling)).toEqual([true, true, false, false, false, false]);
});
