import type { DomainEvent, ReplyFrame } from "@veche/kernel";
import { closeCode } from "@veche/kernel";
import type { Connection } from "./connection.ts";
import { encodeTextFrame, FrameList } from "./frames.ts";

/** To whom: people by their principals, single connections, or everybody of a realm. */
export type Recipients<C> = { readonly principals: Iterable<string> } | { readonly connections: Iterable<C> } | { readonly realm: string };

export interface Delivery<C> {
  readonly event: DomainEvent;
  readonly recipients: Recipients<C>;
}

/** A socket that has this much unread in our memory is cut; it resumes when it comes back. */
const maxBacklogBytes = 4 * 1024 * 1024;

/** All open connections of a product on this node, and what is sent to them. */
export class LiveHub<Actor, State> {
  readonly #connections = new Set<Connection<Actor, State>>();
  readonly #byPrincipal = new Map<string, Set<Connection<Actor, State>>>();
  readonly #byRealm = new Map<string, Set<Connection<Actor, State>>>();
  readonly #owed: Connection<Actor, State>[] = [];
  #root = new FrameList();

  get connections(): ReadonlySet<Connection<Actor, State>> {
    return this.#connections;
  }

  connectionsOf(principal: string): ReadonlySet<Connection<Actor, State>> {
    return this.#byPrincipal.get(principal) ?? noConnections;
  }

  connectionsIn(realm: string): ReadonlySet<Connection<Actor, State>> {
    return this.#byRealm.get(realm) ?? noConnections;
  }

  /** @returns whether it is the first of its principal */
  add(connection: Connection<Actor, State>): boolean {
    this.#connections.add(connection);
    addTo(this.#byRealm, connection.realm, connection);
    return addTo(this.#byPrincipal, connection.principal, connection) === 1;
  }

  /** @returns whether it was the last of its principal */
  remove(connection: Connection<Actor, State>): boolean {
    if (!this.#connections.delete(connection)) return false;
    removeFrom(this.#byRealm, connection.realm, connection);
    return removeFrom(this.#byPrincipal, connection.principal, connection) === 0;
  }

  /** Sends events; each is written as text once. What one turn of the event loop owes a socket goes in one write. */
  deliver(batch: readonly Delivery<Connection<Actor, State>>[]): void {
    for (const { event, recipients } of batch) {
      const frame = encodeTextFrame(JSON.stringify({ event }));
      for (const connection of this.#find(recipients)) this.#owe(connection, frame);
    }
  }

  reply(connection: Connection<Actor, State>, reply: ReplyFrame): void {
    this.#owe(connection, encodeTextFrame(JSON.stringify(reply)));
  }

  closeConnection(connection: Connection<Actor, State>, code: number): void {
    this.#close(connection, code);
  }

  closePrincipal(principal: string, code: number): void {
    for (const connection of this.connectionsOf(principal)) this.#close(connection, code);
  }

  closeRealm(realm: string, code: number): void {
    for (const connection of this.connectionsIn(realm)) this.#close(connection, code);
  }

  closeAll(code: number): void {
    for (const connection of this.#connections) this.#close(connection, code);
  }

  /** Nothing is sent from this moment on, though the closing handshake takes its time. */
  #close(connection: Connection<Actor, State>, code: number): void {
    this.remove(connection);
    connection.close(code);
  }

  *#find(recipients: Recipients<Connection<Actor, State>>): Iterable<Connection<Actor, State>> {
    if ("connections" in recipients) yield* recipients.connections;
    else if ("realm" in recipients) yield* this.connectionsIn(recipients.realm);
    else for (const principal of recipients.principals) yield* this.connectionsOf(principal);
  }

  #owe(connection: Connection<Actor, State>, frame: Buffer): void {
    if (!connection.owe(frame, this.#root)) return;
    if (this.#owed.push(connection) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const owed = this.#owed.splice(0);
    this.#root = new FrameList();
    for (const connection of owed) {
      if (this.#connections.has(connection) && connection.flush() > maxBacklogBytes) this.#close(connection, closeCode.slow);
    }
  }
}

const noConnections: ReadonlySet<never> = new Set();

function addTo<Value>(map: Map<string, Set<Value>>, key: string, value: Value): number {
  const values = map.get(key) ?? new Set();
  map.set(key, values.add(value));
  return values.size;
}

function removeFrom<Value>(map: Map<string, Set<Value>>, key: string, value: Value): number {
  const values = map.get(key);
  values?.delete(value);
  if (values?.size === 0) map.delete(key);
  return values?.size ?? 0;
}
