import { attributeType, findAttribute, hasFingerprint, hasIntegrity, messageType, parseStun, serializeStun } from "../stun/index.ts";
import { serializeXorAddress, type StunMessage } from "../stun/index.ts";
import type { IceAgent } from "./agent.ts";
import type { IceCredentials } from "./credentials.ts";
import { FrameReader } from "./frames.ts";
import { type Path, toPathKey } from "./path.ts";
import { TcpServer } from "./tcp-server.ts";
import { type Impairment, UdpSocket } from "./udp-socket.ts";

export interface IcePortOptions {
  readonly host: string;
  /** 0 = any */
  readonly udpPort: number;
  /** 0 = any, undefined = none */
  readonly tcpPort?: number | undefined;
  /** Where TCP is listened for. Default: `host`. */
  readonly tcpHost?: string | undefined;
  readonly impairment?: Impairment | undefined;
}

/** Wrong proofs that are worth computing each second; the rest is dropped unread. */
const mostRefusalsPerSecond = 2_000;

/** One UDP port (and one TCP port) for all peers: tells whose a packet is by proven address, and a check by its user name. */
export class IcePort {
  readonly #agentsByFragment = new Map<string, IceAgent>();
  readonly #agentsByPath = new Map<string, IceAgent>();
  #udp: UdpSocket | undefined;
  #tcp: TcpServer | undefined;
  #refusals = { sinceMs: 0, count: 0 };

  private constructor() {}

  /** @throws the system's error when a port cannot be had */
  static async open({ host, udpPort, tcpPort, tcpHost = host, impairment }: IcePortOptions): Promise<IcePort> {
    const port = new IcePort();
    port.#udp = await UdpSocket.open({
      host,
      port: udpPort,
      impairment,
      onPacket: (packet, address, sourcePort) => port.#handleDatagram(packet, address, sourcePort),
    });
    if (tcpPort === undefined) return port;
    port.#tcp = await TcpServer.open({
      host: tcpHost,
      port: tcpPort,
      onPacket: (packet, path) => port.#handlePacket(packet, path.key, () => path),
      isKnown: ({ key }) => port.#agentsByPath.has(key),
      onClosed: ({ key }) => port.#forgetPath(key),
    });
    return port;
  }

  get udpPort(): number | undefined {
    return this.#udp?.port;
  }

  get tcpPort(): number | undefined {
    return this.#tcp?.port;
  }

  addAgent(agent: IceAgent): void {
    for (const { usernameFragment } of agent.credentials) this.#agentsByFragment.set(usernameFragment, agent);
  }

  /** New credentials for an agent of this port. The ones before stay good until the next restart. */
  restartAgent(agent: IceAgent, credentials: IceCredentials): void {
    for (const { usernameFragment } of agent.restart(credentials)) this.#agentsByFragment.delete(usernameFragment);
    this.#agentsByFragment.set(credentials.usernameFragment, agent);
  }

  removeAgent(agent: IceAgent): void {
    for (const { usernameFragment } of agent.credentials) this.#agentsByFragment.delete(usernameFragment);
    for (const { key } of agent.paths) this.#releasePath(key, agent);
  }

  #releasePath(key: string, agent: IceAgent): void {
    if (this.#agentsByPath.get(key) === agent) this.#agentsByPath.delete(key);
  }

  #forgetPath(key: string): void {
    this.#agentsByPath.get(key)?.handlePathClosed(key);
    this.#agentsByPath.delete(key);
  }

  #handleDatagram(packet: Buffer, address: string, port: number): void {
    this.#handlePacket(packet, toPathKey("udp", address, port), () => this.#udp?.createPath(address, port));
  }

  /** STUN begins with 0–3; the rest is for who has proven that address. @see RFC 7983 §7 */
  #handlePacket(packet: Buffer, key: string, openPath: () => Path | undefined): void {
    const first = packet[0];
    if (first === undefined) return;
    if (first > 3) this.#agentsByPath.get(key)?.handlePacket(packet);
    else this.#handleStun(packet, openPath);
  }

  #handleStun(packet: Buffer, openPath: () => Path | undefined): void {
    const message = parseStun(packet);
    if (message?.type !== messageType.bindingRequest) return;
    const fragment = findUsernameFragment(message) ?? "";
    const agent = this.#agentsByFragment.get(fragment);
    const password = agent?.findPassword(fragment);
    if (!agent || password === undefined || !this.#isProven(packet, password)) return;
    const path = openPath();
    if (!path) return;
    path.send(buildAnswer(message, path, password));
    this.#keepPath(agent, path, findAttribute(message, attributeType.useCandidate) !== undefined);
  }

  #isProven(packet: Buffer, password: string): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#refusals.sinceMs > 1000) this.#refusals = { sinceMs: nowMs, count: 0 };
    if (this.#refusals.count >= mostRefusalsPerSecond) return false;
    if (hasFingerprint(packet) && hasIntegrity(packet, password)) return true;
    this.#refusals.count += 1;
    return false;
  }

  #keepPath(agent: IceAgent, path: Path, isNominated: boolean): void {
    const owner = this.#agentsByPath.get(path.key);
    if (owner && owner !== agent) owner.handlePathClosed(path.key);
    this.#agentsByPath.set(path.key, agent);
    for (const { key } of agent.handleCheck(path, isNominated, performance.now())) this.#releasePath(key, agent);
  }

  async close(): Promise<void> {
    await Promise.all([this.#udp?.close(), this.#tcp?.close()]);
  }
}

/** Ours, with which the peer names the agent he means. @see RFC 8445 §7.2.2 */
const findUsernameFragment = (message: StunMessage): string | undefined =>
  findAttribute(message, attributeType.username)?.toString("latin1").split(":")[0];

/** For whom a stream of framed packets is that begins with these bytes; undefined while that cannot be said. */
export function readFirstFragment(bytes: Buffer): string | undefined {
  const [packet] = new FrameReader().read(bytes) ?? [];
  const message = packet && parseStun(packet);
  return message && findUsernameFragment(message);
}

function buildAnswer({ transactionId }: StunMessage, path: Path, password: string): Buffer {
  const mapped = { type: attributeType.xorMappedAddress, value: serializeXorAddress(path, transactionId) };
  return serializeStun({ type: messageType.bindingSuccess, transactionId, attributes: [mapped] }, password);
}
