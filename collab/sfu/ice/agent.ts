import type { IceCredentials } from "./credentials.ts";
import type { Path } from "./path.ts";

export interface IceAgentHandlers {
  /** A packet of DTLS, RTP or RTCP from a path that has proven itself. */
  onPacket(packet: Buffer): void;
  /** The first path is there: talking may begin. */
  onReachable(): void;
}

/** Paths a peer may have at once; roaming makes new ones, an attacker many. */
const mostPaths = 8;

/**
 * Our end of one peer's ICE session, as a lite agent: it answers, follows the peer's nomination and never probes.
 * @see RFC 8445 §2.5
 */
export class IceAgent {
  readonly #handlers: IceAgentHandlers;
  /** The peer may go on checking with the old ones while a restart is on its way. */
  #credentials: IceCredentials[];
  readonly #paths = new Map<string, Path>();
  #selected: Path | undefined;
  #heardAtMs: number;

  constructor(credentials: IceCredentials, handlers: IceAgentHandlers, nowMs: number) {
    this.#credentials = [credentials];
    this.#handlers = handlers;
    this.#heardAtMs = nowMs;
  }

  /** newest first, at most two */
  get credentials(): readonly IceCredentials[] {
    return this.#credentials;
  }

  get paths(): Iterable<Path> {
    return this.#paths.values();
  }

  get selectedPath(): Path | undefined {
    return this.#selected;
  }

  /** When the peer last proved that he is there. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  findPassword(usernameFragment: string): string | undefined {
    return this.#credentials.find((one) => one.usernameFragment === usernameFragment)?.password;
  }

  /** @returns the credentials that ended: those before the last */
  restart(credentials: IceCredentials): readonly IceCredentials[] {
    const all = [credentials, ...this.#credentials];
    this.#credentials = all.slice(0, 2);
    return all.slice(2);
  }

  /** Takes a check whose proof was right. @returns the paths that had to make room */
  handleCheck(path: Path, isNominated: boolean, nowMs: number): readonly Path[] {
    this.#heardAtMs = nowMs;
    const isFirst = this.#selected === undefined;
    const known = this.#paths.get(path.key) ?? path;
    this.#paths.delete(known.key);
    this.#paths.set(known.key, known);
    if (isFirst || isNominated) this.#selected = known;
    if (isFirst) this.#handlers.onReachable();
    return this.#dropOldPaths();
  }

  #dropOldPaths(): readonly Path[] {
    const dropped = [...this.#paths.values()].filter((path) => path !== this.#selected).slice(0, Math.max(0, this.#paths.size - mostPaths));
    for (const path of dropped) this.#paths.delete(path.key);
    return dropped;
  }

  /** The path is gone; the agent goes on over another one if there is any. */
  handlePathClosed(key: string): void {
    this.#paths.delete(key);
    if (this.#selected?.key === key) this.#selected = [...this.#paths.values()].at(-1);
  }

  handlePacket(packet: Buffer): void {
    this.#handlers.onPacket(packet);
  }

  /** Sends to the peer over the selected path; before one is proven, nothing leaves. */
  send(packet: Buffer): void {
    this.#selected?.send(packet);
  }
}
