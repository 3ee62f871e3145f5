import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { computeFingerprint, createDtlsIdentity, type DtlsIdentity, type Fingerprint } from "../dtls/index.ts";
import { IcePort, type IcePortOptions } from "../ice/index.ts";
import type { Candidate, PacketTransport, TransportEngine, TransportHandlers, TransportOptions } from "./packet-transport.ts";
import { PeerTransport } from "./peer-transport.ts";

export interface EngineOptions extends IcePortOptions {
  /** The addresses peers are told; empty = those of this machine. */
  readonly announcedAddresses: readonly string[];
  /** Whether UDP is told to peers; off in networks that block it. Default true. */
  readonly isUdpAnnounced?: boolean | undefined;
  /** A port of somebody else's, the HTTP server's, that hands connections for us on to `tcpPort`. */
  readonly sharedTcpPort?: number | undefined;
}

/** The engine of this house: everything in TypeScript on one UDP port. */
export class OwnEngine implements TransportEngine {
  readonly fingerprint: Fingerprint;
  readonly candidates: readonly Candidate[];
  readonly #identity: DtlsIdentity;
  readonly #port: IcePort;
  readonly #transports = new Set<PeerTransport>();

  private constructor(port: IcePort, identity: DtlsIdentity, candidates: readonly Candidate[]) {
    this.#port = port;
    this.#identity = identity;
    this.fingerprint = computeFingerprint(identity.certificate);
    this.candidates = candidates;
  }

  /** @throws the system's error when a port cannot be had */
  static async open(options: EngineOptions): Promise<OwnEngine> {
    const isShared = options.sharedTcpPort !== undefined;
    const port = await IcePort.open(isShared ? { ...options, tcpPort: 0, tcpHost: "127.0.0.1" } : options);
    const addresses = options.announcedAddresses.length > 0 ? options.announcedAddresses : listOwnAddresses(options.host);
    const udpPort = options.isUdpAnnounced === false ? undefined : port.udpPort;
    const candidates = addresses.flatMap((address) => listCandidates(address, udpPort, options.sharedTcpPort ?? port.tcpPort));
    return new OwnEngine(port, createDtlsIdentity(), candidates);
  }

  /** Where TCP is really listened for. */
  get tcpPort(): number | undefined {
    return this.#port.tcpPort;
  }

  openTransport(options: TransportOptions, handlers: TransportHandlers): PacketTransport {
    const transport = new PeerTransport(this.#port, this.#identity, options, handlers);
    this.#transports.add(transport);
    const close = transport.close.bind(transport);
    transport.close = () => {
      this.#transports.delete(transport);
      close();
    };
    return transport;
  }

  tick(nowMs: number): void {
    for (const transport of this.#transports) if (transport.isSilent(nowMs)) transport.handleSilence();
  }

  async close(): Promise<void> {
    for (const transport of this.#transports) transport.close();
    await this.#port.close();
  }
}

function listCandidates(address: string, udpPort: number | undefined, tcpPort: number | undefined): Candidate[] {
  const candidates: Candidate[] = [];
  if (udpPort !== undefined) candidates.push({ address, port: udpPort, protocol: "udp" });
  if (tcpPort !== undefined) candidates.push({ address, port: tcpPort, protocol: "tcp" });
  return candidates;
}

/** Where this machine can be reached; its own loop only when there is nothing else. */
function listOwnAddresses(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outer = all.filter(({ internal, address }) => !internal && isIPv4(address)).map(({ address }) => address);
  return outer.length > 0 ? outer : ["127.0.0.1"];
}
