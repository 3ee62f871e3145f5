import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestHouse, type TestHouse } from "./testing/house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.stop());

it("the interface is the one in docs/api.json; a difference must be meant: run with --update", async () => {
  const response = await fetch(`${house.origin}/api/openapi.json`);
  const text = `${JSON.stringify(await response.json(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../docs/api.json");
});
