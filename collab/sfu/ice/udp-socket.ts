import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import { type Path, toPathKey } from "./path.ts";

/** Loses packets on purpose, for tests. */
export interface Impairment {
  shouldDropIncoming(packet: Buffer): boolean;
  shouldDropOutgoing(packet: Buffer): boolean;
}

export interface UdpSocketOptions {
  readonly host: string;
  /** 0 = any */
  readonly port: number;
  readonly onPacket: (packet: Buffer, address: string, port: number) => void;
  readonly impairment?: Impairment | undefined;
}

/** What the kernel may hold while the loop is busy; more is better, it cuts to its own limit. */
const bufferBytes = 8 << 20;

export class UdpSocket {
  readonly #socket: Socket;
  readonly #impairment: Impairment | undefined;

  private constructor(socket: Socket, impairment: Impairment | undefined) {
    this.#socket = socket;
    this.#impairment = impairment;
  }

  /** @throws the system's error when the port cannot be had */
  static async open({ host, port, onPacket, impairment }: UdpSocketOptions): Promise<UdpSocket> {
    const socket = createSocket({
      type: isIPv6(host) ? "udp6" : "udp4",
      recvBufferSize: bufferBytes,
      sendBufferSize: bufferBytes,
      // Addresses come as numbers; asking the system would cost a thread hop a packet.
      lookup: (address, _, callback) => callback(null, address, isIPv6(address) ? 6 : 4),
    });
    socket.on("message", (packet, source) => {
      if (!impairment?.shouldDropIncoming(packet)) onPacket(packet, source.address, source.port);
    });
    const listening = once(socket, "listening");
    socket.bind(port, host);
    await listening;
    // A peer that went away answers by ICMP; that is no fault of the port.
    socket.on("error", () => {});
    return new UdpSocket(socket, impairment);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  createPath(address: string, port: number): Path {
    const socket = this.#socket;
    const impairment = this.#impairment;
    const forget = (): void => {};
    return {
      key: toPathKey("udp", address, port),
      protocol: "udp",
      address,
      port,
      send(packet) {
        if (!impairment?.shouldDropOutgoing(packet)) socket.send(packet, 0, packet.length, port, address, forget);
      },
    };
  }

  async close(): Promise<void> {
    this.#socket.removeAllListeners("message");
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }
}
