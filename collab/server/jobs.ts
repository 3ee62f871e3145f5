import { deleteFullLimits } from "@veche/server/rate-limit";
import { openJobs, type Jobs } from "@veche/server/jobs";
import type { Log } from "@veche/server/log";
import type { Mailer } from "@veche/server/mailer";
import type { Pool } from "pg";
import * as z from "zod";
import type { CallPlace, Calls } from "./calls/index.ts";
import type { Db, Letter } from "./context.ts";
import type { Contexts } from "./contexts.ts";
import type { FileOrder, Files, FileWork } from "./files/index.ts";
import { announceFileChange } from "./messages/index.ts";
import type { Notifications } from "./notifications/index.ts";
import type { Search } from "./search/index.ts";
import { deleteOldRegistrations } from "./tenants/index.ts";

export interface CollabJobsOptions {
  readonly db: Db;
  readonly pool: Pool;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly files: Files;
  readonly contexts: Contexts;
  readonly search: Search;
  readonly notifications: Notifications;
  readonly calls: Calls;
  readonly now: () => Date;
  readonly removeAbandonedUploads: () => Promise<void>;
}

export interface CollabJobs {
  sendLetter(db: Db, letter: Letter): Promise<void>;
  orderFileWork(db: Db, work: FileWork, order: FileOrder): Promise<void>;
  /** Queues handing over the notifications that are due then. */
  scheduleSending(db: Db, at: Date): Promise<void>;
  /** Queues looking at a call then. */
  scheduleSettling(db: Db, place: CallPlace, at: Date): Promise<void>;
  /** How many jobs gave up. */
  countFailed(db: Db): Promise<number>;
  /** Begins to work. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const registrationsKeptMs = 30 * 24 * 3_600_000;
const letterSchema = z.object({
  ...{ to: z.string(), subject: z.string(), text: z.string(), html: z.string() },
  headers: z.record(z.string(), z.string()).default({}),
});
const placeSchema = z.object({ applicationId: z.uuid(), id: z.uuid() });
const orderSchema = z.object({ applicationId: z.uuid(), fileId: z.uuid() });

/** Work after the commit: letters, small pictures and texts of files, notifications; what the search index missed; and once an hour what nobody needs any more. */
export async function openCollabJobs(options: CollabJobsOptions): Promise<CollabJobs> {
  const jobs: Jobs = await openJobs({
    pool: options.pool,
    schema: "collab_jobs",
    log: options.log,
    handlers: {
      "send-letter": (payload) => options.mailer.send(letterSchema.parse(payload)),
      "make-thumbnail": (payload) => makeThumbnail(options, orderSchema.parse(payload) as FileOrder),
      "take-text": (payload) => takeText(options, orderSchema.parse(payload) as FileOrder),
      "clean-up": () => cleanUp(options),
      "index-lagging": () => options.search.sweep(),
      "decide-lagging": () => options.notifications.sweep(),
      "send-pushes": () => options.notifications.sendDue(),
      "send-digests": () => options.notifications.sendDigests(),
      "settle-call": (payload) => options.calls.settle(placeSchema.parse(payload) as CallPlace),
      "settle-calls": () => options.calls.sweep(),
    },
    cron: [
      { name: "clean-up", pattern: "17 * * * *" },
      { name: "index-lagging", pattern: "*/5 * * * *" },
      { name: "decide-lagging", pattern: "*/5 * * * *" },
      { name: "send-pushes", pattern: "* * * * *" },
      { name: "send-digests", pattern: "*/10 * * * *" },
      { name: "settle-calls", pattern: "* * * * *" },
    ],
  });
  return {
    sendLetter: (db, letter) => jobs.add(db, { name: "send-letter", payload: { ...letter } }),
    orderFileWork: (db, work, order) => jobs.add(db, { name: jobOfWork[work], payload: { ...order }, key: `${work} ${order.fileId}` }),
    scheduleSending: (db, at) => {
      const job = { name: "send-pushes", payload: {} };
      if (at <= options.now()) return jobs.add(db, { ...job, key: "send-pushes" });
      return jobs.add(db, { ...job, key: `send-pushes ${toSeconds(at)}`, runAt: at });
    },
    scheduleSettling: (db, place, at) =>
      jobs.add(db, { name: "settle-call", payload: { ...place }, key: `settle-call ${place.id}`, runAt: at }),
    countFailed: async (db) => (await jobs.listFailed(db)).length,
    start: () => jobs.start(),
    stop: () => jobs.stop(),
  };
}

const jobOfWork = { thumbnail: "make-thumbnail", text: "take-text" } as const;

/** What is due within one second is sent together. */
const toSeconds = (at: Date): number => Math.ceil(at.getTime() / 1000);

async function makeThumbnail(options: CollabJobsOptions, order: FileOrder): Promise<void> {
  if (!(await options.files.makeThumbnail(order))) return;
  await options.contexts.tenant(order.applicationId, (ctx) => announceFileChange(ctx, order.fileId));
}

/** Messages that carry the file are found by what it says. */
async function takeText(options: CollabJobsOptions, order: FileOrder): Promise<void> {
  const text = await options.files.takeText(order);
  if (text !== undefined) await options.search.keepFileText({ ...order, text });
}

async function cleanUp(options: CollabJobsOptions): Promise<void> {
  const now = options.now();
  await options.files.clean();
  await options.search.clean(options.db);
  await options.removeAbandonedUploads();
  await options.notifications.clean();
  await deleteOldRegistrations(options.db, new Date(now.getTime() - registrationsKeptMs));
  await deleteFullLimits(options.db, "collab", now);
}
