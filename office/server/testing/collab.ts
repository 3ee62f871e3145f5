import { must } from "@veche/kernel";
import type { Clock } from "@veche/server/clock";
import { HealthRegistry } from "@veche/server/health";
import { openHttp } from "@veche/server/http";
import { createTestDatabase, MemoryMailer, silentLog } from "@veche/server/testing";
import type { FastifyPluginAsync } from "fastify";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";

/** A real collaboration server of the tests, reached by HTTP as every application reaches it. */
export interface TestCollab {
  readonly url: string;
  readonly databaseUrl: string;
  /** The newest code that was mailed to an address. */
  readCode(email: string): Promise<string>;
  /** The server ends, its database stays until `stop()`. */
  goDown(): Promise<void>;
  stop(): Promise<void>;
}

interface CollabPackage {
  openCollabServer(options: unknown): Promise<{ readonly plugin: FastifyPluginAsync; stop(): Promise<void> }>;
}

// Nothing of the office is built on the other product: only this test server opens it, whole, by its name.
const collabPackage: string = "@veche/collab-server";

/** @param options.smtpUrl a mail server; without one letters stay in memory */
export async function openTestCollab(options: { readonly smtpUrl?: string; readonly clock?: Clock } = {}): Promise<TestCollab> {
  const { smtpUrl, clock } = options;
  const { openCollabServer } = (await import(collabPackage)) as CollabPackage;
  const database = await createTestDatabase({ schema: "scratch", migrations: [] });
  const dataDir = mkdtempSync(join(tmpdir(), "veche-collab-"));
  const mailer = new MemoryMailer();
  const collab = await openCollabServer({
    databaseUrl: database.connectionString,
    dataDir,
    secret: new Uint8Array(32).fill(7),
    publicUrl: "http://collab.test",
    log: silentLog,
    mail: { smtpUrl, from: "veche@collab.test" },
    health: new HealthRegistry(),
    ...(smtpUrl === undefined && { mailer }),
    ...(clock && { clock }),
  });
  const http = openHttp({ log: silentLog });
  await http.register(collab.plugin);
  await http.listen({ host: "127.0.0.1", port: 0 });
  let falling: Promise<void> | undefined;
  const goDown = (): Promise<void> => (falling ??= http.close().then(() => collab.stop()));
  return {
    goDown,
    url: `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`,
    databaseUrl: database.connectionString,
    readCode: (email) =>
      vi.waitFor(() => must(/\b\d{6}\b/.exec(must(mailer.findLast(email)).text)?.[0]), { timeout: 10_000, interval: 20 }),
    stop: async () => {
      await goDown();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
