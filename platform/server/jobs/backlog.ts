export interface BacklogOptions<Item> {
  /** of one pass */
  readonly maxCount: number;
  /** how long what arrives is gathered before it is done, in milliseconds */
  readonly gatherMs: number;
  /** Does some of it. @returns what is not finished, and waits for the next pass */
  run(items: readonly Item[]): Promise<readonly Item[]>;
  handleFault(error: unknown): void;
}

const retryMs = 2_000;

/**
 * What is to be done soon, each thing once however often it is noted; one pass at a time. A pass that fails is repeated. It lies in memory:
 * whoever uses it finds again at the start what a crash has left.
 */
export class Backlog<Item> {
  readonly #options: BacklogOptions<Item>;
  readonly #keyOf: (item: Item) => string;
  readonly #waiting = new Map<string, Item>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(keyOf: (item: Item) => string, options: BacklogOptions<Item>) {
    this.#keyOf = keyOf;
    this.#options = options;
  }

  /** Cheap, for hot paths. */
  note(item: Item): void {
    this.#waiting.set(this.#keyOf(item), item);
    this.#wake(this.#options.gatherMs);
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Does at once everything that is noted. @throws what a pass throws */
  async drain(): Promise<void> {
    await this.#running;
    while (this.#waiting.size > 0 && !this.#isStopped) await this.#runSome();
  }

  /** Lets a pass that runs end. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(afterMs: number): void {
    if (this.#isStopped || this.#timer || this.#running) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#pass().then((pauseMs) => {
        this.#running = undefined;
        if (this.#waiting.size > 0) this.#wake(pauseMs);
      });
    }, afterMs).unref();
  }

  /** @returns how long to leave the machine alone: it works half of the time at most */
  async #pass(): Promise<number> {
    const startMs = performance.now();
    try {
      await this.#runSome();
      return Math.max(this.#options.gatherMs, performance.now() - startMs);
    } catch (error) {
      this.#options.handleFault(error);
      return retryMs;
    }
  }

  async #runSome(): Promise<void> {
    const items = [...this.#waiting.values()].slice(0, this.#options.maxCount);
    for (const item of items) this.#waiting.delete(this.#keyOf(item));
    try {
      for (const item of await this.#options.run(items)) this.#waiting.set(this.#keyOf(item), item);
    } catch (error) {
      for (const item of items) this.#waiting.set(this.#keyOf(item), item);
      throw error;
    }
  }
}
