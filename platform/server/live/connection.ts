import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { FrameList } from "./frames.ts";

/** One open socket of somebody who has said who he is. */
export class Connection<Actor, State> {
  readonly id: string;
  readonly actor: Actor;
  /** who it is, as a key: several connections may share it */
  readonly principal: string;
  /** what it belongs to: an application */
  readonly realm: string;
  readonly address: string;
  /** when what was shown ends */
  readonly expiresAtMs: number;
  /** what the product remembers of this connection */
  readonly state: State;
  /** calls that are being answered */
  callCount = 0;
  isAlive = true;
  readonly #socket: WebSocket;
  readonly #raw: Duplex;
  #owed: FrameList | null = null;

  constructor(
    socket: WebSocket,
    raw: Duplex,
    who: { id: string; actor: Actor; principal: string; realm: string; address: string; expiresAt?: Date | undefined },
    state: State,
  ) {
    this.#socket = socket;
    this.#raw = raw;
    this.id = who.id;
    this.actor = who.actor;
    this.principal = who.principal;
    this.realm = who.realm;
    this.address = who.address;
    this.expiresAtMs = who.expiresAt?.getTime() ?? Infinity;
    this.state = state;
  }

  /** @returns whether it was owed nothing before */
  owe(frame: Buffer, root: FrameList): boolean {
    const isFirst = this.#owed === null;
    this.#owed = (this.#owed ?? root).append(frame);
    return isFirst;
  }

  /** Writes what is owed, all at once. @returns how many bytes wait in this process for a reader that is slow */
  flush(): number {
    const owed = this.#owed;
    this.#owed = null;
    if (owed === null || this.#socket.readyState !== this.#socket.OPEN) return 0;
    this.#raw.write(owed.join());
    return this.#raw.writableLength;
  }

  ping(): void {
    this.isAlive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
