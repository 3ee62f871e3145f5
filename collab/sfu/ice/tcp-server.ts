import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { FrameReader, toFrame } from "./frames.ts";
import { type Path, toPathKey } from "./path.ts";

export interface TcpServerOptions {
  readonly host: string;
  /** 0 = any */
  readonly port: number;
  readonly onPacket: (packet: Buffer, path: Path) => void;
  /** Whether a connection has proven itself and may stay. */
  readonly isKnown: (path: Path) => boolean;
  readonly onClosed: (path: Path) => void;
}

const mostConnections = 2_000;
const mostConnectionsOfAddress = 64;
/** From here come those whom our own HTTP port hands on. */
const ownAddress = "127.0.0.1";
/** Who has not proven himself by then is cut. */
const proofTimeoutMs = 10_000;
/** A peer that does not read loses packets beyond this instead of eating our memory. */
const longestBacklogBytes = 1 << 20;

/** Passive ICE-TCP candidates: peers connect, each connection is one path. @see RFC 6544 */
export class TcpServer {
  readonly #server: Server;
  readonly #options: TcpServerOptions;
  readonly #sockets = new Map<Socket, string>();

  private constructor(options: TcpServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** @throws the system's error when the port cannot be had */
  static async open(options: TcpServerOptions): Promise<TcpServer> {
    const server = new TcpServer(options);
    server.#server.listen(options.port, options.host);
    await once(server.#server, "listening");
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #accept(socket: Socket): void {
    const address = socket.remoteAddress;
    const ofAddress = [...this.#sockets.values()].filter((other) => other === address).length;
    const isTooMany = ofAddress >= mostConnectionsOfAddress && address !== ownAddress;
    if (!address || this.#sockets.size >= mostConnections || isTooMany) {
      socket.destroy();
      return;
    }
    this.#sockets.set(socket, address);
    socket.setNoDelay(true);
    const path = createTcpPath(socket, address);
    const reader = new FrameReader();
    const timer = setTimeout(() => this.#options.isKnown(path) || socket.destroy(), proofTimeoutMs).unref();
    socket.on("data", (chunk: Buffer) => {
      const packets = reader.read(chunk);
      if (!packets) socket.destroy();
      for (const packet of packets ?? []) this.#options.onPacket(packet, path);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(timer);
      this.#sockets.delete(socket);
      this.#options.onClosed(path);
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function createTcpPath(socket: Socket, address: string): Path {
  const port = socket.remotePort ?? 0;
  return {
    key: toPathKey("tcp", address, port),
    protocol: "tcp",
    address,
    port,
    send(packet) {
      if (socket.writable && socket.writableLength <= longestBacklogBytes) socket.write(toFrame(packet));
    },
  };
}
