import { collabRoutes, type CollabEvent } from "@veche/collab-domain/everything";
import { uploadsPath } from "@veche/collab-domain/files";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { AppError, must, newId } from "@veche/kernel";
import type { Antivirus } from "@veche/server/antivirus";
import { DiskBlobStore } from "@veche/server/blobs";
import { systemClock, type Clock } from "@veche/server/clock";
import { migrate, openDatabase, type Database } from "@veche/server/database";
import type { HealthRegistry } from "@veche/server/health";
import { createInvoker, mount } from "@veche/server/http";
import type { Log } from "@veche/server/log";
import { openMailbox, openMailer, type Mailer } from "@veche/server/mailer";
import { describeRoutes } from "@veche/server/openapi";
import { mountUploads, type Uploads } from "@veche/server/uploads";
import { deriveVapidKeys } from "@veche/server/web-push";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { hkdfSync } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import type { Binding } from "./binding.ts";
import { localMediaSettings, openCalls, watchSockets, type Calls, type MediaSettings } from "./calls/index.ts";
import type { LookerDoor, Parts } from "./context.ts";
import { Contexts } from "./contexts.ts";
import { announceChanged, announceOpened, buildConversationBindings, follow } from "./conversations/index.ts";
import { Authenticator, directoryBindings, type Actor } from "./directory/index.ts";
import { registerHealth } from "./health.ts";
import { openFiles, type Files } from "./files/index.ts";
import { openCollabJobs, type CollabJobs } from "./jobs.ts";
import { closeIn, openCollabLive, toRecipients, type CollabConnection, type CollabLive, type Person } from "./live.ts";
import { openMessages, type Messages } from "./messages/index.ts";
import { collabMigrations } from "./migrations.ts";
import packageJson from "./package.json" with { type: "json" };
import { openNotifications, type Notifications } from "./notifications/index.ts";
import { openPresence, type PresenceFeature } from "./presence/index.ts";
import { openSearch, type Search } from "./search/index.ts";
import { tenantBindings } from "./tenants/index.ts";

export interface CollabServerOptions {
  /** schema `collab` and `collab_jobs` in it are ours */
  readonly databaseUrl: string;
  /** an existing folder of ours: blobs and unfinished uploads */
  readonly dataDir: string;
  /** 32 bytes; keys are derived from it */
  readonly secret: Uint8Array;
  readonly publicUrl: string;
  readonly log: Log;
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  readonly health: HealthRegistry;
  /** looks at every uploaded file */
  readonly antivirus?: Antivirus | undefined;
  readonly mailer?: Mailer;
  readonly clock?: Clock;
  /** checks each output by its schema: in tests */
  readonly isOutputChecked?: boolean;
  /** notifications may go to push services inside the network */
  readonly isPrivatePushAllowed?: boolean;
  /** how calls are carried; by default for this machine only */
  readonly media?: MediaSettings;
}

export interface CollabServer {
  /** Mounted without a prefix; takes the upgrades of the live socket. */
  readonly plugin: FastifyPluginAsync;
  /** Ends everything in order; a second call waits for the same end. */
  stop(): Promise<void>;
}

const presenceSaveMs = 30_000;

/** The collaboration server, whole: migrated, ready to be mounted on an HTTP server, with which its jobs start. */
export async function openCollabServer(options: CollabServerOptions): Promise<CollabServer> {
  const { log } = options;
  const database = openDatabase({ connection: options.databaseUrl, schema: "collab", poolSize: 12, log });
  try {
    await migrate(database, collabMigrations);
    const house = new House(database, options);
    await house.open();
    registerHealth(options.health, database, house);
    return { plugin: (fastify) => house.mount(fastify), stop: () => house.stop() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Holds the features together: who delivers to whom, and in which order everything ends. */
class House {
  readonly #database: Database;
  readonly #options: CollabServerOptions;
  readonly #now: () => Date;
  readonly #authenticator: Authenticator;
  readonly #blobs: DiskBlobStore;
  readonly #messages: Messages;
  readonly #presence: PresenceFeature;
  readonly #search: Search;
  readonly #calls: Calls;
  readonly notifications: Notifications;
  readonly #parts: Parts;
  readonly #contexts: Contexts;
  readonly #live: CollabLive;
  readonly #people = new Map<string, CollabConnection>();
  readonly #saving: NodeJS.Timeout;
  #files: Files | undefined;
  #jobs: CollabJobs | undefined;
  #uploads: Uploads | undefined;
  #invoker: ReturnType<typeof createInvoker<Binding, Actor, CollabConnection>> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(database: Database, options: CollabServerOptions) {
    this.#database = database;
    this.#options = options;
    const clock = options.clock ?? systemClock;
    this.#now = () => clock.now();
    const db = database.kysely;
    this.#authenticator = new Authenticator(db);
    this.#blobs = new DiskBlobStore(join(options.dataDir, "blobs"));
    this.#live = this.#openLive();
    this.#messages = openMessages({
      db,
      runNamed: (statement) => database.pool.query(statement),
      now: this.#now,
      handleFault: (error) => options.log.error({ err: error }, "writing messages"),
      deliver: (batch) => {
        this.#noteMessages(batch);
        this.#live.hub.deliver(batch.map(({ event, userIds }) => ({ event, recipients: { principals: userIds } })));
      },
      handleJoined: (joined) => this.#settle(this.#announceJoined(joined), "joining"),
    });
    this.#presence = openPresence({
      db,
      audiences: this.#messages.audiences,
      now: this.#now,
      deliver: (batch) =>
        this.#live.hub.deliver(
          batch.map(({ event, connectionIds }) => ({
            event,
            recipients: { connections: connectionIds.flatMap((id) => this.#people.get(id) ?? []) },
          })),
        ),
      handleFault: (error) => options.log.error({ err: error }, "presence"),
    });
    this.#search = openSearch({
      db,
      transact: (run) => database.transaction(run),
      handleFault: (error) => options.log.warn({ err: error }, "search index, trying again"),
    });
    this.notifications = this.#openNotifications();
    this.#calls = this.#openCalls();
    this.#parts = this.#buildParts();
    this.#contexts = new Contexts({
      ...{ database, clock, parts: this.#parts, follow },
      deliver: (batch) => {
        this.#noteMessages(batch);
        if (batch.some(({ event }) => event.type === "conversation.closed")) this.#checkCalls();
        this.#live.hub.deliver(
          batch.map(({ applicationId, event, recipients }) => ({ event, recipients: toRecipients(applicationId, recipients) })),
        );
      },
    });
    this.#saving = setInterval(() => this.#settle(this.#presence.save(), "saving presence"), presenceSaveMs).unref();
  }

  async open(): Promise<void> {
    const { kysely: db, pool } = this.#database;
    const { mail, log } = this.#options;
    const mailer = this.#options.mailer ?? openMailer({ url: mail.smtpUrl, from: mail.from }, openMailbox(db, "collab"));
    const files = await openFiles({
      db,
      blobs: this.#blobs,
      now: this.#now,
      canSeeAttached: async (holder, fileId) => (await this.#messages.filterSeenFileIds(db, holder, [fileId])).has(fileId),
    });
    const removeAbandonedUploads = async (): Promise<void> => void (await this.#uploads?.removeAbandoned());
    this.#jobs = await openCollabJobs({
      ...{ db, pool, log, mailer, files, contexts: this.#contexts, search: this.#search, now: this.#now, removeAbandonedUploads },
      ...{ notifications: this.notifications, calls: this.#calls },
    });
    this.#files = files;
    this.#invoker = createInvoker<Binding, Actor, CollabConnection>({
      bindings: [
        ...tenantBindings,
        ...directoryBindings,
        ...files.bindings,
        ...buildConversationBindings(),
        ...this.#messages.bindings,
        ...this.#presence.bindings,
        ...this.#search.bindings,
        ...this.#calls.bindings,
        ...this.notifications.bindings,
      ],
      run: (binding, input, call) => this.#contexts.run(binding, input, call),
      isOutputChecked: this.#options.isOutputChecked ?? false,
    });
  }

  countFailedJobs(): Promise<number> {
    return must(this.#jobs).countFailed(this.#database.kysely);
  }

  async mount(fastify: FastifyInstance): Promise<void> {
    const { log } = this.#options;
    await mount(fastify, {
      invoker: must(this.#invoker),
      authenticate: (request, { actor }) => this.#authenticateAs(actor === "application" ? "application" : "user", request.headers),
      isCrossOrigin: true,
    });
    must(this.#files).serve(fastify);
    this.#uploads = await mountUploads<Person>(fastify, {
      path: uploadsPath,
      directory: join(this.#options.dataDir, "uploads"),
      blobs: this.#blobs,
      authorize: (headers) => this.#authenticateUser(readBearer(headers["authorization"])),
      ownerOf: ({ applicationId, userId }) => `${applicationId} ${userId}`,
      keep: (user, file, blob) => this.#keepUpload(user, file, blob),
      antivirus: this.#options.antivirus,
      isCrossOrigin: true,
      log,
    });
    const api = describeRoutes(collabRoutes, { title: "Veche collaboration server", version: packageJson.version });
    fastify.get("/api/openapi.json", async () => api);
    this.#live.attach(fastify.server);
    this.#calls.mount(fastify);
    fastify.addHook("onReady", () => must(this.#jobs).start());
    fastify.addHook("onReady", async () => this.#settle(this.#search.sweep(), "search index"));
    fastify.addHook("onReady", async () => this.#checkCalls());
    await this.notifications.mount(fastify);
    fastify.addHook("onReady", async () => this.#settle(this.notifications.sweep(), "notifications"));
    // an HTTP server does not end while sockets are open
    fastify.addHook("preClose", async () => {
      this.#live.stop();
      await this.#calls.stop();
    });
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#end());
  }

  async #end(): Promise<void> {
    clearInterval(this.#saving);
    this.#live.stop();
    await this.#messages.stop();
    await this.notifications.stop();
    await this.#calls.stop();
    await this.#jobs?.stop();
    await this.#search.stop();
    await this.#presence.save();
    await this.#database.stop();
  }

  #buildParts(): Parts {
    return {
      serverName: new URL(this.#options.publicUrl).host,
      codeKey: new Uint8Array(hkdfSync("sha256", this.#options.secret, "", "registration codes", 32)),
      sockets: watchSockets(closeIn(this.#live), () => this.#checkCalls()),
      tokens: this.#authenticator,
      messages: this.#messages.door,
      lookers: this.#buildLookers(),
      sendLetter: (db, letter) => must(this.#jobs).sendLetter(db, letter),
    };
  }

  #openCalls(): Calls {
    const { secret, log, media = localMediaSettings } = this.#options;
    return openCalls({
      ...{ db: this.#database.kysely, settings: media },
      secret: Buffer.from(hkdfSync("sha256", secret, "", "media server", 32)).toString("hex"),
      tenant: (applicationId, run) => this.#contexts.tenant(applicationId, run),
      scheduleSettling: (db, place, at) => must(this.#jobs).scheduleSettling(db, place, at),
      handleFault: (error) => log.warn({ err: error }, "calls, trying again"),
    });
  }

  /** Who lost a right leaves his calls at once. */
  #checkCalls(): void {
    this.#settle(this.#calls.sweep(), "calls");
  }

  #openNotifications(): Notifications {
    const { secret, publicUrl, mail, log, isPrivatePushAllowed = false } = this.#options;
    const derive = (purpose: string): Uint8Array => new Uint8Array(hkdfSync("sha256", secret, "", purpose, 32));
    return openNotifications({
      ...{ db: this.#database.kysely, now: this.#now, publicUrl, isPrivateAllowed: isPrivatePushAllowed },
      transact: (run) => this.#database.transaction(run),
      keys: deriveVapidKeys(derive("notifications")),
      linkKey: derive("links in letters"),
      contact: publicUrl.startsWith("https:") ? publicUrl : `mailto:${mail.from}`,
      isLookedAt: (conversationId, userId) => this.#presence.isLookedAt(conversationId, userId),
      isAtScreen: (userId) => this.#presence.isAtScreen(userId),
      scheduleSending: (db, at) => must(this.#jobs).scheduleSending(db, at),
      sendLetter: (db, letter) => must(this.#jobs).sendLetter(db, letter),
      handleFault: (error) => log.warn({ err: error }, "notifications, trying again"),
    });
  }

  /** Search and notifications follow what was written. */
  #noteMessages(batch: readonly { readonly applicationId: ApplicationId; readonly event: CollabEvent }[]): void {
    for (const { applicationId, event } of batch) {
      if (event.type !== "message.posted" && event.type !== "message.changed") continue;
      this.#search.note({ applicationId, conversationId: event.message.conversationId });
      if (event.type === "message.posted") this.notifications.notePosted(applicationId, event.message);
      else this.#settle(this.notifications.noteChanged(applicationId, event.message), "notifications");
    }
  }

  #buildLookers(): LookerDoor {
    const tell = async ({ applicationId, conversationId, userId, readSeq, audienceVersion }: Parameters<LookerDoor["moveReadMark"]>[0]) => {
      const audience = await this.#messages.audiences.list(applicationId, conversationId, audienceVersion);
      this.#presence.moveReadMark({ conversationId, userId, readSeq, audience: new Set(audience) });
    };
    return {
      moveReadMark: (mark) => {
        this.#settle(tell(mark), "read mark");
        this.#settle(this.notifications.noteRead(mark), "notifications");
      },
    };
  }

  #openLive(): CollabLive {
    const toPerson = ({ id, actor }: CollabConnection) => ({ connectionId: id, ...actor });
    return openCollabLive({
      authenticate: (token) => this.#authenticateUser(token),
      invoke: (connection, name, input) =>
        must(this.#invoker).invoke(name, input, { actor: connection.actor, requestId: newId(), address: connection.address, connection }),
      handleConnected: (connection) => {
        this.#people.set(connection.id, connection);
        this.#presence.handleConnected(toPerson(connection));
      },
      handleDisconnected: (connection) => {
        this.#people.delete(connection.id);
        this.#presence.handleDisconnected(toPerson(connection));
      },
      log: this.#options.log,
    });
  }

  async #authenticate(token: string | undefined): Promise<Actor> {
    if (token === undefined) throw new AppError("unauthenticated");
    return this.#authenticator.authenticate(token);
  }

  async #authenticateAs(kind: Actor["kind"], headers: IncomingHttpHeaders): Promise<Actor> {
    const actor = await this.#authenticate(readBearer(headers.authorization));
    if (actor.kind !== kind) throw new AppError("unauthenticated");
    return actor;
  }

  async #authenticateUser(token: string | undefined): Promise<Person> {
    const actor = await this.#authenticate(token);
    if (actor.kind !== "user") throw new AppError("unauthenticated");
    return actor;
  }

  async #keepUpload(user: Person, file: { fileId: string; name: string }, blob: Parameters<Files["receive"]>[0]["blob"]): Promise<void> {
    const { applicationId, userId: uploaderId } = user;
    const { attachment, work } = await must(this.#files).receive({
      applicationId,
      uploaderId,
      fileId: file.fileId,
      name: file.name,
      blob,
    });
    const order = { applicationId, fileId: attachment.fileId };
    for (const one of work) await must(this.#jobs).orderFileWork(this.#database.kysely, one, order);
  }

  /** Whoever wrote about a record for the first time finds it in his list. */
  async #announceJoined(joined: Parameters<Parameters<typeof openMessages>[0]["handleJoined"]>[0]): Promise<void> {
    for (const { applicationId, conversationId, userId } of joined) {
      await this.#contexts.tenant(applicationId, async (ctx) => {
        await announceOpened(ctx, conversationId, [userId]);
        await announceChanged(ctx, conversationId);
      });
    }
  }

  /** What is not waited for may fail without hurting anybody: screens catch up. */
  #settle(work: Promise<void>, name: string): void {
    work.catch((error: unknown) => this.#options.log.error({ err: error, work: name }, "work beside failed"));
  }
}

function readBearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? "")?.[1];
}
