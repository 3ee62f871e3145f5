import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** The network between one person and the server, which can be spoiled. */
export class Passage {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #slow = new Set<Pair>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(targetPort: number): Promise<Passage> {
    const server = createServer();
    const passage = new Passage(server);
    server.on("connection", (client) => passage.#join(client, targetPort));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return passage;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Both ends learn at once that the connection has ended. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** Nothing passes any more and nobody learns it: the way of a router that forgot a connection. New connections pass. */
  forget(): void {
    for (const { client, server } of this.#pairs) {
      client.unpipe();
      server.unpipe();
    }
  }

  /** The person's side reads nothing until `restore`. */
  slowDown(): void {
    for (const pair of this.#pairs) {
      pair.server.unpipe(pair.client);
      this.#slow.add(pair);
    }
  }

  restore(): void {
    for (const { client, server } of this.#slow) server.pipe(client);
    this.#slow.clear();
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #join(client: Socket, targetPort: number): void {
    const pair = { client, server: connect(targetPort, "127.0.0.1") };
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      this.#slow.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    for (const socket of [client, pair.server]) socket.setNoDelay().on("error", end).on("close", end);
    client.pipe(pair.server);
    pair.server.pipe(client);
  }
}
