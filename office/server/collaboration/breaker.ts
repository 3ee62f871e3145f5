import { AppError } from "@veche/kernel";
import type { ErrorCode } from "@veche/kernel";

const outageCodes: ReadonlySet<ErrorCode> = new Set(["server_unreachable", "server_unknown", "bad_gateway", "unavailable", "internal"]);
const failuresToOpen = 3;
const pauseMs = 5_000;

/** Spares everybody the waiting for a server that does not answer: after three failures in a row calls fail at once for five seconds. */
export class CircuitBreaker {
  #failureCount = 0;
  #closedAtMs = 0;

  /** @throws AppError server_unreachable at once while the pause lasts */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (Date.now() < this.#closedAtMs) throw new AppError("server_unreachable", { reason: "paused" });
    try {
      const result = await call();
      this.#failureCount = 0;
      return result;
    } catch (error) {
      if (error instanceof AppError && !outageCodes.has(error.code)) throw error;
      this.#failureCount += 1;
      if (this.#failureCount >= failuresToOpen) this.#closedAtMs = Date.now() + pauseMs;
      throw error;
    }
  }
}

/** Runs what has the same key one after another, so that the last to be asked is the last to be said. */
export class Turns {
  readonly #tails = new Map<string, Promise<unknown>>();

  async take<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(run, run);
    this.#tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    }
  }
}
