import { createDemo, getSetup } from "@veche/office-domain/directory";
import { systemClock } from "@veche/server/clock";
import { expect, test, vi } from "vitest";
import { openTestCollab } from "./testing/collab.ts";
import { openTestOffice } from "./testing/office.ts";

test("the demo company finds its code also when letters go to a mail server, even one that is down", async () => {
  const collab = await openTestCollab({ smtpUrl: "smtp://127.0.0.1:9" });
  const shared = { databaseUrl: collab.databaseUrl, mailSchema: "collab" };
  const office = await openTestOffice({ ...shared, collabUrl: collab.url, clock: systemClock });
  await office.call(createDemo, {});
  await vi.waitFor(async () => expect((await office.call(getSetup, {})).progress).toBeGreaterThan(0), { timeout: 60_000, interval: 50 });
  // the filling fails without its server, and the office need not wait for its end
  await collab.goDown();
  await office.stop();
  await collab.stop();
}, 120_000);
