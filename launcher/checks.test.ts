import { HealthRegistry } from "@veche/server/health";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { registerChecks } from "./checks.ts";

const check = (smtpUrl: string | undefined) => {
  const health = new HealthRegistry();
  registerChecks(health, { dataDir: tmpdir(), mail: { smtpUrl, from: "veche@localhost" }, antivirus: undefined });
  return health.run();
};

test("room on the disk is told in bytes, and letters without a mail server stay in the built-in mailbox", async () => {
  const [disk, mail] = await check(undefined);
  expect(disk).toMatchObject({ name: "disk", facts: { freeBytes: expect.any(Number), totalBytes: expect.any(Number) } });
  expect(mail).toEqual({ name: "mail", state: "healthy", facts: { transport: "mailbox" } });
});

test("a mail server that takes no connection is a warning, not a failure of the whole", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}`;
  expect((await check(url))[1]).toEqual({ name: "mail", state: "healthy", facts: { transport: `127.0.0.1:${port}` } });
  server.close();
  await once(server, "close");
  expect((await check(url))[1]).toMatchObject({ state: "warning" });
});
