import type { DtlsCloseReason, Fingerprint } from "../dtls/index.ts";
import type { PacketSink } from "../forwarding/index.ts";
import type { IceCredentials } from "../ice/index.ts";
import type { RtcpMessage, RtpHeader } from "../rtp/index.ts";
import type { ChannelReliability } from "../sctp/index.ts";

/** An address at which peers reach us, as SDP tells it. @see RFC 8839 §5.1 */
export interface Candidate {
  readonly address: string;
  readonly port: number;
  readonly protocol: "udp" | "tcp";
}

export type TransportLossReason = DtlsCloseReason | "silent";

export interface TransportHandlers {
  /** Packets may flow. */
  onConnected(): void;
  /** The peer is gone for good; once. */
  onLost(reason: TransportLossReason): void;
  /** @param header valid during the call @param end where the decrypted packet ends */
  onRtp(packet: Buffer, header: RtpHeader, end: number, nowMs: number): void;
  onRtcp(message: RtcpMessage, nowMs: number): void;
  onChannelOpen(label: string): void;
  onData(label: string, message: Buffer): void;
}

export interface TransportOptions {
  readonly credentials: IceCredentials;
  /** The peer's; may come later by `setRemote`. Nobody is believed before. */
  readonly remote?: RemoteDescription | undefined;
}

export interface RemoteDescription {
  readonly fingerprint: Fingerprint;
  /** For engines that check the peer themselves. */
  readonly credentials?: IceCredentials | undefined;
}

/** All packets of one peer: ICE, DTLS, SRTP and data channels under one roof. */
export interface PacketTransport extends PacketSink {
  readonly isConnected: boolean;
  setRemote(remote: RemoteDescription): void;
  /** @returns false when this engine cannot: the peer must connect anew */
  restartIce(credentials: IceCredentials): boolean;
  /** Data channels become possible; those named are opened from our side. */
  openChannels(port: number, channels: readonly ({ readonly label: string } & ChannelReliability)[]): void;
  /** @returns whether it went on its way */
  sendData(label: string, message: Buffer): boolean;
  /** Idempotent; no handler is called afterwards. */
  close(): void;
}

/** What makes transports: one UDP port, one certificate, many peers. */
export interface TransportEngine {
  readonly fingerprint: Fingerprint;
  readonly candidates: readonly Candidate[];
  openTransport(options: TransportOptions, handlers: TransportHandlers): PacketTransport;
  /** To be called about once a second: ends transports of peers that went silent. */
  tick(nowMs: number): void;
  close(): Promise<void>;
}
