import { DtlsServer, type DtlsIdentity, type DtlsSession, matchesFingerprint } from "../dtls/index.ts";
import { IceAgent, type IceCredentials, type IcePort } from "../ice/index.ts";
import { createRtpHeader, isRtcp, parseRtcp, parseRtpHeader } from "../rtp/index.ts";
import { type ChannelReliability, DataChannels } from "../sctp/index.ts";
import { SrtpReceiver, SrtpSender } from "../srtp/index.ts";
import type { PacketTransport, RemoteDescription, TransportHandlers, TransportLossReason, TransportOptions } from "./packet-transport.ts";

/** DTLS records begin with 20–63, RTP and RTCP with 128–191. @see RFC 7983 §7 */
const isDtls = (first: number): boolean => first >= 20 && first <= 63;
const isMedia = (first: number): boolean => first >= 128 && first <= 191;

/** How long a peer may be silent before he counts as gone. @see RFC 7675 §5.1 */
const silenceMs = 30_000;
const header = createRtpHeader();

/** One peer on an ICE port of ours. */
export class PeerTransport implements PacketTransport {
  readonly #port: IcePort;
  readonly #agent: IceAgent;
  readonly #identity: DtlsIdentity;
  readonly #handlers: TransportHandlers;
  #remote: RemoteDescription | undefined;
  #dtls: DtlsServer | undefined;
  #sending: SrtpSender | undefined;
  #receiving: SrtpReceiver | undefined;
  #channels: DataChannels | undefined;
  #openChannels: (() => void) | undefined;
  #isClosed = false;

  constructor(port: IcePort, identity: DtlsIdentity, { credentials, remote }: TransportOptions, handlers: TransportHandlers) {
    this.#port = port;
    this.#identity = identity;
    this.#handlers = handlers;
    this.#remote = remote;
    const onPacket = (packet: Buffer): void => this.#handlePacket(packet);
    this.#agent = new IceAgent(credentials, { onPacket, onReachable: () => this.#begin() }, performance.now());
    port.addAgent(this.#agent);
  }

  get isConnected(): boolean {
    return this.#sending !== undefined && !this.#isClosed;
  }

  setRemote(remote: RemoteDescription): void {
    this.#remote = remote;
    if (this.#agent.selectedPath) this.#begin();
  }

  restartIce(credentials: IceCredentials): boolean {
    this.#port.restartAgent(this.#agent, credentials);
    return true;
  }

  isSilent(nowMs: number): boolean {
    return nowMs - this.#agent.heardAtMs > silenceMs;
  }

  handleSilence(): void {
    this.#lose("silent");
  }

  /** Starts DTLS when the peer is reachable and we know whom to expect. */
  #begin(): void {
    if (this.#dtls || !this.#remote || this.#isClosed) return;
    this.#dtls = new DtlsServer(this.#identity, {
      send: (packet) => this.#agent.send(packet),
      isExpected: (certificate) => this.#remote !== undefined && matchesFingerprint(certificate, this.#remote.fingerprint),
      onConnected: (session) => this.#handleConnected(session),
      onData: (data) => this.#channels?.handlePacket(data),
      onClosed: (reason) => this.#lose(reason),
    });
  }

  #handleConnected({ profile, local, remote }: DtlsSession): void {
    this.#sending = SrtpSender.fromMaster(profile, local);
    this.#receiving = SrtpReceiver.fromMaster(profile, remote);
    this.#openChannels?.();
    this.#handlers.onConnected();
  }

  #lose(reason: TransportLossReason): void {
    if (this.#isClosed) return;
    this.close();
    this.#handlers.onLost(reason);
  }

  #handlePacket(packet: Buffer): void {
    const first = packet[0] ?? 0;
    if (isMedia(first)) this.#handleMedia(packet);
    else if (isDtls(first)) this.#dtls?.handlePacket(packet);
  }

  #handleMedia(packet: Buffer): void {
    const receiving = this.#receiving;
    if (!receiving || this.#isClosed) return;
    const nowMs = performance.now();
    if (isRtcp(packet)) {
      const plain = receiving.unprotectRtcp(packet);
      for (const message of plain ? parseRtcp(plain) : []) this.#handlers.onRtcp(message, nowMs);
      return;
    }
    if (!parseRtpHeader(packet, header)) return;
    const end = receiving.unprotectRtp(packet, header.payloadStart);
    if (end !== undefined) this.#handlers.onRtp(packet, header, end, nowMs);
  }

  sendRtp(head: Buffer, headerBytes: number, payload: Buffer): void {
    if (this.#sending && !this.#isClosed) this.#agent.send(this.#sending.protectRtp(head, headerBytes, payload));
  }

  sendRtcp(packet: Buffer): void {
    if (this.#sending && !this.#isClosed) this.#agent.send(this.#sending.protectRtcp(packet));
  }

  openChannels(port: number, channels: readonly ({ readonly label: string } & ChannelReliability)[]): void {
    if (this.#openChannels) return;
    this.#openChannels = () => {
      const opened = new DataChannels(port, {
        send: (packet) => this.#dtls?.send(packet),
        onOpen: (label) => this.#handlers.onChannelOpen(label),
        onMessage: (label, message) => this.#handlers.onData(label, message),
        onClosed: () => (this.#channels = undefined),
      });
      this.#channels = opened;
      for (const { label, ...reliability } of channels) opened.open(label, reliability);
    };
    if (this.isConnected) this.#openChannels();
  }

  sendData(label: string, message: Buffer): boolean {
    return this.#channels?.send(label, message) ?? false;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#channels?.close();
    this.#dtls?.close();
    this.#port.removeAgent(this.#agent);
  }
}
