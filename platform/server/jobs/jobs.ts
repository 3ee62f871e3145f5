import { Logger, parseCronItems, run, runMigrations } from "graphile-worker";
import type { Runner, WorkerEvents } from "graphile-worker";
import { sql } from "kysely";
import { EventEmitter } from "node:events";
import type { Pool } from "pg";
import type { Db } from "../database/index.ts";
import type { Log } from "../log/index.ts";
import { WorkerClaims } from "./claims.ts";

export type JobPayload = Readonly<Record<string, unknown>>;

/** Does one job. It may run more than once for the same job: it must be harmless to repeat. */
export type JobHandler = (payload: JobPayload) => Promise<void>;

/** Work to be done after the commit, at least once. */
export interface Job {
  readonly name: string;
  readonly payload: JobPayload;
  /** of waiting jobs with the same key only the latest remains */
  readonly key?: string;
  readonly runAt?: Date;
  /** default 25: about three days of growing pauses */
  readonly maxAttempts?: number;
}

export interface CronJob {
  /** of a handler */
  readonly name: string;
  /** five fields, UTC. @see crontab(5) */
  readonly pattern: string;
}

export interface JobsOptions {
  readonly pool: Pool;
  /** where the queue's own tables are; one per product */
  readonly schema: string;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly cron?: readonly CronJob[];
  readonly log: Log;
  readonly concurrency?: number;
}

export interface Jobs {
  /** Queues within the caller's transaction: no commit, no job. */
  add(db: Db, job: Job): Promise<void>;
  /** Jobs that gave up, newest first, at most 100. */
  listFailed(db: Db): Promise<readonly FailedJob[]>;
  /**
   * Begins to work, first giving back what workers that are gone had begun. Where several queues share a database it comes after all of
   * them are open: tables that are made later would end the work once.
   */
  start(): Promise<void>;
  /** Waits for running jobs; a second call waits for the same end. */
  stop(): Promise<void>;
}

export interface FailedJob {
  readonly id: number;
  readonly name: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly failedAt: Date;
}

const defaultMaxAttempts = 25;
const pollIntervalMs = 2_000;
const startAgainMs = 500;

/** Opens the queue; its tables are made when they are missing. Nothing runs before `start()`. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { schema, pool, log } = options;
  await runMigrations({ pgPool: pool, schema, logger: toLogger(log) });
  const worker = new Worker(options);
  return {
    add: (db, job) => addJob(db, schema, job),
    listFailed: (db) => listFailedJobs(db, schema),
    start: () => worker.start(),
    stop: () => worker.stop(),
  };
}

/**
 * Keeps one runner at work. A runner ends by itself when a newer version renews the tables of any queue of the database, and is ended when
 * its claim is lost: then the next one begins.
 */
class Worker {
  readonly #options: JobsOptions;
  #runner: Runner | undefined;
  #claims: WorkerClaims | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  start(): Promise<void> {
    if (this.#stopping) return this.#stopping;
    return (this.#starting = this.#begin());
  }

  async #begin(): Promise<void> {
    const { pool, schema, log } = this.#options;
    const claims = await WorkerClaims.open(pool, schema, (error) => {
      log.debug({ reason: error.message, schema }, "claim of a job worker lost");
      void this.#runner?.stop().catch(() => undefined);
    });
    this.#claims = claims;
    const goneIds = await claims.startClaimed(async () => {
      const opened = await openRunner(this.#options);
      this.#runner = opened.runner;
      return opened;
    });
    if (goneIds.length > 0) log.info({ schema, goneIds }, "jobs of workers that are gone given back");
    this.#runner!.promise.then(
      () => this.#startAgain(),
      (error: unknown) => this.#startAgain(error),
    );
  }

  stop(): Promise<void> {
    clearTimeout(this.#timer);
    return (this.#stopping ??= this.#end());
  }

  async #end(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#endRunner();
  }

  /** The claim is held as long as something runs. */
  async #endRunner(): Promise<void> {
    // A runner that has ended by itself cannot be stopped once more.
    await this.#runner?.stop().catch(() => undefined);
    this.#runner = undefined;
    await this.#claims?.close().catch(() => undefined);
    this.#claims = undefined;
  }

  #startAgain(error?: unknown): void {
    if (this.#stopping) return;
    this.#options.log.warn({ err: error, schema: this.#options.schema }, "job runner ended, starting again");
    this.#timer = setTimeout(() => {
      this.#starting = this.#endRunner().then(() => this.#begin());
      this.#starting.catch((fault: unknown) => this.#startAgain(fault));
    }, startAgainMs);
  }
}

async function openRunner(options: JobsOptions): Promise<{ readonly runner: Runner; readonly workerId: string }> {
  const { pool, schema, handlers, cron = [], concurrency = 4, log } = options;
  const events: WorkerEvents = new EventEmitter();
  const created = Promise.withResolvers<string>();
  events.once("pool:create", ({ workerPool }) => created.resolve(workerPool.id));
  const runner = await run({
    pgPool: pool,
    schema,
    events,
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true,
    logger: toLogger(log),
    taskList: Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, (payload) => handle(payload as JobPayload)])),
    parsedCronItems: parseCronItems(cron.map(({ name, pattern }) => ({ task: name, match: pattern }))),
  });
  return { runner, workerId: await created.promise };
}

async function addJob(db: Db, schema: string, job: Job): Promise<void> {
  await sql`select from ${sql.table(`${schema}.add_job`)}(${job.name}::text, ${JSON.stringify(job.payload)}::json,
    run_at => ${job.runAt ?? null}::timestamptz, max_attempts => ${job.maxAttempts ?? defaultMaxAttempts}::int,
    job_key => ${job.key ?? null}::text)`.execute(db);
}

async function listFailedJobs(db: Db, schema: string): Promise<readonly FailedJob[]> {
  const { rows } = await sql<FailedJob>`
    select id, task_identifier name, attempts, last_error "lastError", updated_at "failedAt"
    from ${sql.table(`${schema}.jobs`)} where attempts >= max_attempts and last_error is not null
    order by updated_at desc limit 100`.execute(db);
  return rows;
}

/** Its own words at our levels: a failed attempt is a retry, the rest is detail. */
function toLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ message }, "job queue");
    else log.debug({ message }, "job queue");
  });
}
