import { AppError } from "@veche/kernel";
import type { Log } from "../log/index.ts";

/** Nobody listens, the line broke, the name is unknown. */
const networkCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** connection_exception, and a server that ends, has crashed or only starts. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const stateCodes = /^(?:08...|57P0[123])$/;
/** what `pg` says without a code */
const wordsOfDriver = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether the database is away, as opposed to a statement that it refuses. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if ("code" in error && typeof error.code === "string") return networkCodes.has(error.code) || stateCodes.test(error.code);
  return wordsOfDriver.test(error.message);
}

/** Tells that the database is away as `unavailable`, and warns once while it lasts. */
export class OutageWatch {
  readonly #log: Log;
  #isAway = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @throws AppError unavailable when the database is away; else what `run` throws */
  async watch<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      const result = await run();
      this.#end();
      return result;
    } catch (error) {
      if (!isOutage(error)) throw error;
      this.#begin(error);
      throw new AppError("unavailable", {}, { cause: error });
    }
  }

  /** A connection was lost while nobody used it. */
  note(error: unknown): void {
    if (isOutage(error)) this.#begin(error);
  }

  #begin(error: unknown): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#log.warn({ reason: error instanceof Error ? error.message || error.name : String(error) }, "database is away");
  }

  #end(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#log.warn("database is back");
  }
}
