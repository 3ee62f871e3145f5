import { sql } from "kysely";
import type { Pool } from "pg";
import { Logger, parseCronItems, run } from "graphile-worker";
import type { Runner } from "graphile-worker";
import type { Db } from "../database/index.ts";
import type { Log } from "../log/index.ts";

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

/** Opens the queue and begins to work; its tables are made when they are missing. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { schema } = options;
  const worker = new Worker(options);
  await worker.start();
  return {
    add: (db, job) => addJob(db, schema, job),
    listFailed: (db) => listFailedJobs(db, schema),
    stop: () => worker.stop(),
  };
}

/**
 * Keeps one runner at work. A runner ends by itself when the tables of any queue of the database are renewed, another product's too:
 * then the next one begins.
 */
class Worker {
  readonly #options: JobsOptions;
  #runner: Runner | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const runner = await openRunner(this.#options);
    this.#runner = runner;
    runner.promise.then(
      () => this.#startAgain(),
      (error: unknown) => this.#startAgain(error),
    );
  }

  stop(): Promise<void> {
    clearTimeout(this.#timer);
    return (this.#stopping ??= this.#end());
  }

  async #end(): Promise<void> {
    // A runner that has ended by itself cannot be stopped once more.
    await this.#runner?.stop().catch(() => undefined);
  }

  #startAgain(error?: unknown): void {
    if (this.#stopping) return;
    this.#options.log.warn({ err: error, schema: this.#options.schema }, "job runner ended, starting again");
    this.#timer = setTimeout(() => {
      this.start().catch((fault: unknown) => this.#startAgain(fault));
    }, startAgainMs);
  }
}

function openRunner({ pool, schema, handlers, cron = [], concurrency = 4, log }: JobsOptions): Promise<Runner> {
  return run({
    pgPool: pool,
    schema,
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true,
    logger: toLogger(log),
    taskList: Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, (payload) => handle(payload as JobPayload)])),
    parsedCronItems: parseCronItems(cron.map(({ name, pattern }) => ({ task: name, match: pattern }))),
  });
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
