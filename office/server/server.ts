import { AppError } from "@veche/kernel";
import { uploadsPath } from "@veche/office-domain/files";
import type { Antivirus } from "@veche/server/antivirus";
import { DiskBlobStore } from "@veche/server/blobs";
import type { BlobStore } from "@veche/server/blobs";
import { systemClock } from "@veche/server/clock";
import type { Clock } from "@veche/server/clock";
import { migrate, openDatabase } from "@veche/server/database";
import type { Database } from "@veche/server/database";
import type { HealthRegistry } from "@veche/server/health";
import { createInvoker, mount, requireSameOrigin } from "@veche/server/http";
import { openJobs } from "@veche/server/jobs";
import type { Jobs } from "@veche/server/jobs";
import type { Log } from "@veche/server/log";
import { deleteFullLimits } from "@veche/server/rate-limit";
import { mountUploads } from "@veche/server/uploads";
import type { Uploads } from "@veche/server/uploads";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { absenceBindings } from "./absences/index.ts";
import { bindAdministration } from "./administration/index.ts";
import type { Binding } from "./binding.ts";
import { openCollaboration } from "./collaboration/index.ts";
import type { Collaboration } from "./collaboration/index.ts";
import type { Actor, Context, InnerEvent, Parts } from "./context.ts";
import { openContexts } from "./contexts.ts";
import type { Contexts } from "./contexts.ts";
import { SessionCookie } from "./cookie.ts";
import { openDemo } from "./demo/index.ts";
import type { Demo } from "./demo/index.ts";
import { connectDemo } from "./demo-connection.ts";
import { directoryBindings, findActor } from "./directory/index.ts";
import { documentBindings, followRights } from "./documents/index.ts";
import { keepUpload, serveFiles } from "./files/index.ts";
import { registrationBindings } from "./registration/index.ts";
import { InstallationFactorKey, sessionBindings } from "./session/index.ts";
import { closeIn, deliverTo, openOfficeLive } from "./live.ts";
import type { OfficeLive } from "./live.ts";
import { officeMigrations } from "./migrations.ts";

export interface OfficeOptions {
  readonly databaseUrl: string;
  /** an existing folder of the office's own */
  readonly dataDir: string;
  /** origin people see, without a slash at the end */
  readonly publicUrl: string;
  /** who this copy of the data is */
  readonly installationId: string;
  /** 32 bytes that are not in the database */
  readonly secret: Uint8Array;
  /** origin of this installation's own collaboration server, for calls of servers */
  readonly collabUrl: string;
  readonly log: Log;
  readonly health: HealthRegistry;
  /** looks at every uploaded file */
  readonly antivirus?: Antivirus | undefined;
  readonly clock?: Clock;
  /** where letters are kept that no mail server took; default: those of the own collaboration server */
  readonly mailSchema?: string;
  /** checks each answer by its schema: in tests */
  readonly isOutputChecked?: boolean;
}

export interface OfficeServer {
  /** Fastify plugin, mounted without a prefix. */
  readonly plugin: FastifyPluginAsync;
  /** Makes the demo company where there is no company yet. Needs a listening collaboration server. */
  fillDemo(): Promise<void>;
  /** Waits for running work; a second call waits for the same end. */
  stop(): Promise<void>;
}

const cleaningJob = "office.clean";

/** What of the office is open. */
interface Office {
  readonly options: OfficeOptions;
  readonly clock: Clock;
  readonly database: Database;
  readonly cookie: SessionCookie;
  readonly live: OfficeLive;
  readonly blobs: BlobStore;
  readonly collaboration: Collaboration;
  readonly contexts: Contexts;
  readonly demo: Demo;
}

/** Opens the office: migrates its schema. Its jobs start with the HTTP server. */
export async function openOfficeServer(options: OfficeOptions): Promise<OfficeServer> {
  const database = openDatabase({ connection: options.databaseUrl, schema: "office", log: options.log });
  try {
    await migrate(database, officeMigrations);
    return await start(options, database);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function start(options: OfficeOptions, database: Database): Promise<OfficeServer> {
  let uploads: Uploads | undefined;
  const office = assemble(options, database, () => jobs);
  const { collaboration, demo, live, clock, contexts } = office;
  const clean = async (): Promise<void> => {
    await contexts.transact(({ db }) => deleteFullLimits(db, "office", clock.now()));
    await uploads?.removeAbandoned();
  };
  const jobs = await openJobs({
    pool: database.pool,
    schema: "office_jobs",
    handlers: { ...collaboration.jobs, ...demo.jobs, [cleaningJob]: clean },
    cron: [...collaboration.cron, { name: cleaningJob, pattern: "17 * * * *" }],
    log: options.log,
  });
  registerChecks(office, jobs);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    live.stop();
    await jobs.stop();
    await database.stop();
  };
  return {
    plugin: async (fastify) => {
      fastify.addHook("onReady", () => jobs.start());
      fastify.addHook(
        "onListen",
        async () => void demo.resume().catch((err: unknown) => options.log.error({ err }, "demo company unfinished")),
      );
      uploads = await serve(office, fastify);
    },
    fillDemo: () => demo.fill(),
    stop: () => (stopping ??= stop()),
  };
}

function assemble(options: OfficeOptions, database: Database, jobs: () => Jobs): Office {
  const clock = options.clock ?? systemClock;
  const { installationId, publicUrl, collabUrl } = options;
  const cookie = new SessionCookie(publicUrl);
  const blobs = new DiskBlobStore(join(options.dataDir, "blobs"));
  const findWho = (headers: IncomingHttpHeaders): Promise<Actor | undefined> => recognise(database, clock, cookie.read(headers));
  const live = openOfficeLive({ findActor: (request) => findWho(request.headers), log: options.log });
  const transact: Contexts["transact"] = (run) => contexts.transact(run);
  const collaboration = openCollaboration({ installationId, collabUrl, publicUrl, now: () => clock.now(), transact });
  const factorKey = new InstallationFactorKey(options.secret);
  const parts: Parts = { installationId, publicUrl, sockets: closeIn(live), discussions: collaboration.door, factorKey, log: options.log };
  const react = async (ctx: Context, event: InnerEvent): Promise<void> => {
    await followRights(ctx, event);
    await collaboration.react(ctx, event);
  };
  const contexts = openContexts({ database, clock, parts, cookie, jobs, react, deliver: deliverTo(live) });
  const mailSchema = options.mailSchema ?? "collab";
  const demo = openDemo({
    installationId,
    now: () => clock.now(),
    transact,
    putBlob: async (content) => (await blobs.put(once(content))).hash,
    ...connectDemo({ collaboration, contexts, parts, clock, mailSchema }),
  });
  return { options: { ...options, mailSchema }, clock, database, cookie, live, blobs, collaboration, contexts, demo };
}

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

async function recognise(database: Database, clock: Clock, token: string | null): Promise<Actor | undefined> {
  return token === null ? undefined : findActor(database.kysely, token, clock.now());
}

async function serve(office: Office, fastify: FastifyInstance): Promise<Uploads> {
  const { options, clock, database, cookie, blobs, contexts } = office;
  const requireActor = async (headers: IncomingHttpHeaders): Promise<Actor> => {
    const actor = await recognise(database, clock, cookie.read(headers));
    if (!actor) throw new AppError("unauthenticated");
    return actor;
  };
  const invoker = createInvoker<Binding, Actor>({
    bindings: listBindings(office),
    run: (binding, input, call) => contexts.run(binding, input, call),
    isOutputChecked: options.isOutputChecked ?? false,
  });
  await mount(fastify, { invoker, authenticate: ({ headers }) => requireActor(headers) });
  serveFiles(fastify, { db: database.kysely, blobs, requireActor: ({ headers }) => requireActor(headers) });
  office.live.attach(fastify.server);
  // An HTTP server does not end while sockets are open.
  fastify.addHook("preClose", async () => office.live.stop());
  return mountUploads<Actor>(fastify, {
    path: uploadsPath,
    directory: join(options.dataDir, "uploads"),
    blobs,
    authorize: async (headers, isSafe) => {
      if (!isSafe) requireSameOrigin(headers, headers["host"] ?? "");
      return requireActor(headers);
    },
    ownerOf: (actor) => actor.personId,
    keep: (actor, file, blob) => contexts.transact((ctx) => keepUpload(ctx, actor, file, blob)),
    antivirus: options.antivirus,
    log: options.log,
  });
}

function listBindings({ options, collaboration, demo }: Office): readonly Binding[] {
  const administration = bindAdministration({ health: options.health, mailSchema: options.mailSchema ?? "collab" });
  return [
    ...directoryBindings,
    ...sessionBindings,
    ...absenceBindings,
    ...documentBindings,
    ...registrationBindings,
    ...collaboration.bindings,
    ...administration,
    ...demo.bindings,
  ];
}

function registerChecks({ options, contexts, collaboration }: Office, jobs: Jobs): void {
  options.health.register("officeJobs", async () => {
    const failed = await contexts.transact(({ db }) => jobs.listFailed(db));
    return { state: failed.length === 0 ? "healthy" : "warning", facts: { failedCount: failed.length } };
  });
  options.health.register("collaboration", async () => {
    const link = await contexts.transact(({ db }) => collaboration.link.find(db));
    if (link === null) return { state: "healthy", facts: { isConnected: false } };
    const { userCount, conversationCount } = await link.quick.describe({});
    return { state: "healthy", facts: { isConnected: true, serverUrl: link.serverUrl, userCount, conversationCount } };
  });
}
