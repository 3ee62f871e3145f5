import type { UserId } from "@veche/collab-domain/directory";
import { collabLivePath } from "@veche/collab-domain/everything";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError, must } from "@veche/kernel";
import { migrate, openDatabase, readMigrations, type Database } from "@veche/server/database";
import { startEmbeddedPostgres } from "@veche/server/embedded";
import { createInvoker } from "@veche/server/http";
import { openLive, type Connection } from "@veche/server/live";
import { openLog } from "@veche/server/log";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Binding } from "../binding.ts";
import type { PersonContext, UserContext } from "../context.ts";
import { Authenticator, type Actor } from "../directory/index.ts";
import { openMessages } from "../messages/index.ts";
import { openPresence } from "../presence/index.ts";
import { seedRooms, type Seed } from "./seed.ts";

/**
 * A server for measurements and for tests that kill it: embedded PostgreSQL with fsync on, sign-in by tokens, rights, messages and presence
 * over the live socket. Reads its orders as JSON from stdin and prints one line when it is ready.
 */
interface Orders {
  readonly dataDir: string;
  readonly port: number;
  /** the first start fills the database */
  readonly seed: Seed | null;
}

type User = Extract<Actor, { kind: "user" }>;
type Person = Connection<User, null>;

const orders = JSON.parse(await text(process.stdin)) as Orders;
const log = openLog({ level: "error", name: "collab", destination: process.stderr });
const postgres = await startEmbeddedPostgres({ dataDir: orders.dataDir, log });
const database: Database = openDatabase({ connection: postgres.config, schema: "collab", log });
await migrate(database, { schema: "collab", migrations: readMigrations(new URL("../migrations/", import.meta.url)) });
if (orders.seed) await seedRooms(database, orders.seed);

const authenticator = new Authenticator(database.kysely);
const messages = openMessages({
  db: database.kysely,
  runNamed: (statement) => database.pool.query(statement),
  deliver: (batch) => live.hub.deliver(batch.map(({ event, userIds }) => ({ event, recipients: { principals: userIds } }))),
  handleJoined: () => undefined,
});
const people = new Map<string, Person>();
const presence = openPresence({
  db: database.kysely,
  audiences: messages.audiences,
  now: () => new Date(),
  deliver: (batch) =>
    live.hub.deliver(
      batch.map(({ event, connectionIds }) => ({
        event,
        recipients: { connections: connectionIds.flatMap((id) => people.get(id) ?? []) },
      })),
    ),
  handleFault: (error) => log.error({ err: error }, "presence"),
});

const invoker = createInvoker<Binding, User, Person>({
  bindings: [...messages.bindings, ...presence.bindings],
  run: (binding, input, call) => {
    const ctx = toContext(must(call.actor), call.connection?.id ?? null);
    if (binding.actor === "person") return binding.action(ctx, input);
    if (binding.actor === "user") return ctx.transact((tx) => binding.action(tx, input));
    throw new AppError("not_found");
  },
});

function toContext(actor: User, connectionId: string | null): PersonContext {
  const { applicationId, userId } = actor;
  const base = { now: new Date(), applicationId: applicationId as ApplicationId, userId: userId as UserId, parts: {} as never };
  return { ...base, connectionId, transact: (run) => transact(base, run) };
}

async function transact<T>(
  base: Omit<UserContext, "db" | "emit" | "afterCommit" | "raise">,
  run: (ctx: UserContext) => Promise<T>,
): Promise<T> {
  const emitted: Parameters<UserContext["emit"]>[] = [];
  const result = await database.transaction((tx) => {
    emitted.length = 0;
    return run({
      ...base,
      db: tx,
      emit: (...event) => void emitted.push(event),
      afterCommit: () => undefined,
      raise: async () => undefined,
    });
  });
  const toDelivery = ([event, to]: Parameters<UserContext["emit"]>) => ({
    event,
    recipients: to === "application" ? { realm: base.applicationId } : { principals: to.userIds },
  });
  live.hub.deliver(emitted.map(toDelivery));
  return result;
}

const live = openLive<User, null>({
  path: collabLivePath,
  authenticate: async (token) => {
    const actor = await authenticator.authenticate(token ?? "");
    if (actor.kind !== "user") throw new AppError("unauthenticated");
    return { actor, principal: actor.userId, realm: actor.applicationId, expiresAt: actor.expiresAt };
  },
  invoke: (connection, { call, input }) =>
    invoker.invoke(call, input, { actor: connection.actor, requestId: connection.id, address: connection.address, connection }),
  createState: () => null,
  onOpened: (connection) => {
    people.set(connection.id, connection);
    presence.handleConnected({ connectionId: connection.id, ...connection.actor });
  },
  onClosed: (connection) => {
    people.delete(connection.id);
    presence.handleDisconnected({ connectionId: connection.id, ...connection.actor });
  },
  log,
});

const server = createServer();
live.attach(server);
server.listen(orders.port, "127.0.0.1", 4_096);
await once(server, "listening");
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port, pid: process.pid, postgresPid: postgres.pid })}\n`);
process.once("SIGTERM", async () => {
  live.stop();
  await messages.stop();
  await presence.save();
  await database.stop();
  await postgres.stop();
  process.exit();
});
