import { openDatabase } from "@veche/server/database";
import { startEmbeddedPostgres } from "@veche/server/embedded";
import { HealthRegistry } from "@veche/server/health";
import { openHttp } from "@veche/server/http";
import { openLog } from "@veche/server/log";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openCollabServer } from "../index.ts";
import { indexMessages, seedMessages } from "./seed-messages.ts";
import { seedRooms, type Seed } from "./seed.ts";

/**
 * The whole collaboration server with an embedded PostgreSQL of its own, fsync on: for measurements and for tests that kill it.
 * Reads its orders as JSON from stdin and prints one line when it is ready.
 */
interface Orders {
  readonly dataDir: string;
  readonly port: number;
  /** the first start fills the database */
  readonly seed: Seed | null;
}

const orders = JSON.parse(await text(process.stdin)) as Orders;
mkdirSync(orders.dataDir, { recursive: true });
const log = openLog({ level: "error", name: "collab", destination: process.stderr });
const postgres = await startEmbeddedPostgres({ dataDir: join(orders.dataDir, "postgres"), log });
const http = openHttp({ log });
// for checks: the clock can go wrong
let clockOffsetMs = 0;
process.on("message", (message: { readonly clockOffsetMs: number }) => (clockOffsetMs = message.clockOffsetMs));
const collab = await openCollabServer({
  databaseUrl: postgres.connectionString,
  dataDir: orders.dataDir,
  secret: randomBytes(32),
  publicUrl: "http://localhost",
  log,
  mail: { smtpUrl: undefined, from: "veche@localhost" },
  health: new HealthRegistry(),
  clock: { now: () => new Date(Date.now() + clockOffsetMs) },
});
const indexingMs = orders.seed ? await seed(orders.seed) : 0;
await http.register(collab.plugin);
await http.listen({ host: "127.0.0.1", port: orders.port, backlog: 4_096 });
process.stdout.write(
  `${JSON.stringify({ port: (http.server.address() as AddressInfo).port, pid: process.pid, postgresPid: postgres.pid, indexingMs })}\n`,
);
// for measurements of memory: what nobody uses goes, and V8 gives its spare pages back
process.on("SIGUSR2", () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }));
process.once("SIGTERM", () => {
  void end().finally(() => process.exit());
});

async function end(): Promise<void> {
  await collab.stop();
  await http.close();
  await postgres.stop();
}

/** @returns how long the indexing of its messages took */
async function seed(rooms: Seed): Promise<number> {
  const database = openDatabase({ connection: postgres.connectionString, schema: "collab", log });
  await seedRooms(database, rooms);
  if (rooms.messageCount) await seedMessages(database, rooms.applicationId, rooms.messageCount);
  const tookMs = rooms.messageCount ? await indexMessages(database) : 0;
  await database.stop();
  return tookMs;
}
