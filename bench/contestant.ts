import type { Order } from "./players/index.ts";

/** A server that people play on: ours, or a peer that does the same work. */
export interface Contestant {
  readonly software: string;
  readonly protocol: Extract<Order, { type: "join" }>["protocol"];
  readonly port: number;
  /** holds the connections */
  readonly serverPid: number;
  /** with everything under them they do all of the work */
  readonly pids: readonly number[];
  /** Lets memory that is no longer used go, as far as it can be asked. */
  settle(): Promise<void>;
}
