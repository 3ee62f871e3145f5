import type { TransportAddress } from "../stun/index.ts";

/** A way to one peer: from our socket to an address of his. */
export interface Path extends TransportAddress {
  /** Tells paths apart within a port. */
  readonly key: string;
  readonly protocol: "udp" | "tcp";
  /** May lose the packet, as networks do; never throws. */
  send(packet: Buffer): void;
}

export const toPathKey = (protocol: "udp" | "tcp", address: string, port: number): string =>
  protocol === "udp" ? `${address}:${port}` : `tcp:${address}:${port}`;
