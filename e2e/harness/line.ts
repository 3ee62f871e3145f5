import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The line between browsers and a server, which breaks at appointed places. Connections after a break go through as before. */
export class BreakableLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #breaksAt: readonly number[] = [];
  #sentBytes = 0;
  #breakCount = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param url of the server */
  static async open(url: string): Promise<BreakableLine> {
    const server = createServer({ noDelay: true });
    const line = new BreakableLine(server);
    server.on("connection", (socket) => line.#join(socket, Number(new URL(url).port)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return line;
  }

  /** The server at the other end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What browsers have sent in all, in bytes. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  get breakCount(): number {
    return this.#breakCount;
  }

  /** From now on counting anew, the line breaks after so many bytes. */
  breakAfter(...bytes: readonly number[]): void {
    this.#sentBytes = 0;
    this.#breakCount = 0;
    this.#breaksAt = bytes;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#break();
    await closed;
  }

  #join(near: Socket, port: number): void {
    const far = connect(port, "localhost");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    near.on("data", ({ length }) => this.#count(length));
  }

  #count(bytes: number): void {
    this.#sentBytes += bytes;
    const [next, ...later] = this.#breaksAt;
    if (next === undefined || this.#sentBytes < next) return;
    this.#breaksAt = later;
    this.#breakCount += 1;
    this.#break();
  }

  /** As a pulled cable: nobody says goodbye. */
  #break(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}
