/** What was opened and must be ended, the newest first, however the work went. */
export class Closing {
  readonly #stops: (() => unknown)[] = [];

  add(stop: () => unknown): void {
    this.#stops.push(stop);
  }

  /** Ends everything; what fails does not keep the rest from ending. */
  async close(): Promise<void> {
    const faults: unknown[] = [];
    for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) {
      try {
        await stop();
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "not everything ended well");
  }
}

const open = new Set<Closing>();

/** Runs work and ends what it opened. */
export async function withClosing<Result>(work: (closing: Closing) => Promise<Result>): Promise<Result> {
  const closing = new Closing();
  open.add(closing);
  try {
    return await work(closing);
  } finally {
    await closing.close();
    open.delete(closing);
  }
}

/** For the moment at which a person interrupts: ends everything that is open anywhere. */
export async function closeEverything(): Promise<void> {
  await Promise.allSettled([...open].map((closing) => closing.close()));
}
