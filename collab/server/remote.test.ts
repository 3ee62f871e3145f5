import { getMe } from "@veche/collab-domain/directory";
import { getApplication } from "@veche/collab-domain/tenants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectApplication, openTestHouse, type TestHouse } from "./testing/house.ts";

let near: TestHouse;
let remote: TestHouse;
beforeAll(async () => {
  [near, remote] = await Promise.all([openTestHouse(), openTestHouse()]);
});
afterAll(() => Promise.all([near.stop(), remote.stop()]));

it("an application registered at a remote server works there, and is unknown to the near one", async () => {
  const application = await connectApplication(remote, ["anna", "boris"]);
  const anna = await application.tokenOf("anna");
  expect(await remote.call(getMe, {}, anna)).toMatchObject({ user: { externalId: "anna" } });
  expect(await remote.call(getApplication, {}, application.token)).toMatchObject({ userCount: 2 });
  await expect(near.call(getMe, {}, anna)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(near.call(getApplication, {}, application.token)).rejects.toMatchObject({ code: "unauthenticated" });
});
