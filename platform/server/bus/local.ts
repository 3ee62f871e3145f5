/**
 * Carries batches between the nodes of a product. It may lose what it carries: receivers find gaps by sequence numbers.
 * Payloads must survive JSON, though within one process they are handed over as they are.
 */
export interface Bus {
  publish(topic: string, payload: unknown): void;
  /** @returns ends the subscription */
  subscribe(topic: string, receive: (payload: unknown) => void): () => void;
}

/** The bus of one process: receivers run at once, in the order of subscribing; a receiver that throws does not disturb the others. */
export class LocalBus implements Bus {
  readonly #receivers = new Map<string, Set<(payload: unknown) => void>>();
  readonly #reportFault: (error: unknown, topic: string) => void;

  constructor(reportFault: (error: unknown, topic: string) => void) {
    this.#reportFault = reportFault;
  }

  publish(topic: string, payload: unknown): void {
    for (const receive of this.#receivers.get(topic) ?? []) {
      try {
        receive(payload);
      } catch (error) {
        this.#reportFault(error, topic);
      }
    }
  }

  subscribe(topic: string, receive: (payload: unknown) => void): () => void {
    const receivers = this.#receivers.get(topic) ?? new Set();
    this.#receivers.set(topic, receivers.add(receive));
    return () => void receivers.delete(receive);
  }
}
