import { expect, it } from "vitest";
import { connectApplication, listen, openTestHouse } from "./testing/house.ts";

it("the server ends in order while people are connected, and tells them to come back", async () => {
  const house = await openTestHouse();
  const application = await connectApplication(house, ["anna"]);
  const socket = await listen(house, await application.tokenOf("anna"));
  await house.stop();
  expect(await socket.closed).toBe(1012);
});
