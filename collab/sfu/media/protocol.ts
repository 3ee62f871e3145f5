import type { Fingerprint } from "../dtls/index.ts";
import type { IceCredentials } from "../ice/index.ts";
import type { OutgoingSection, Quality, Speaker, TrackWish } from "../forwarding/index.ts";
import type { CodecName, ExtensionIds } from "../rtp/index.ts";
import type { Candidate, RemoteDescription, TransportLossReason } from "../transport/index.ts";

/** How to open a media worker. */
export interface MediaOptions {
  readonly host: string;
  /** 0 = any */
  readonly udpPort: number;
  /** 0 = any, undefined = no ICE over TCP */
  readonly tcpPort?: number | undefined;
  /** empty = those of this machine */
  readonly announcedAddresses: readonly string[];
  readonly isUdpAnnounced?: boolean | undefined;
  /** The HTTP server's port, when it hands ICE over TCP on (see `shareTcpPort`); then `tcpPort` is not used. */
  readonly sharedTcpPort?: number | undefined;
  /** The share of packets to lose in each direction, for tests. */
  readonly lossRate?: number | undefined;
}

/** A section of a publisher's SDP, in a form that can be posted to a worker. */
export interface PublishedSection {
  readonly mid: string;
  readonly codecs: readonly (readonly [payloadType: number, codec: CodecName | undefined])[];
  readonly extensions: ExtensionIds;
  readonly sources: readonly { readonly ssrc: number; readonly rtxSsrc?: number | undefined }[];
  readonly qualities: readonly (readonly [rid: string, quality: Quality])[];
}

/** What the signalling tells the media; ids are the signalling's own. Nothing is answered, everything is done in order. */
export type MediaCommand =
  | { readonly type: "openTransport"; readonly room: string; readonly transport: string; readonly credentials: IceCredentials }
  | { readonly type: "setRemote"; readonly transport: string; readonly remote: RemoteDescription }
  | { readonly type: "restartIce"; readonly transport: string; readonly credentials: IceCredentials }
  | {
      readonly type: "openChannels";
      readonly transport: string;
      readonly port: number;
      /** those opened from our side */
      readonly channels: readonly { readonly label: string; readonly isOrdered: boolean; readonly maxRetransmits?: number | undefined }[];
    }
  | { readonly type: "closeTransport"; readonly transport: string }
  | {
      readonly type: "receiveTrack";
      readonly transport: string;
      readonly track: string;
      readonly kind: "audio" | "video";
      readonly isScreen: boolean;
      readonly isMuted: boolean;
      readonly section: PublishedSection;
    }
  | { readonly type: "muteTrack"; readonly track: string; readonly isMuted: boolean }
  | { readonly type: "dropTrack"; readonly track: string }
  | {
      readonly type: "forwardTrack";
      readonly transport: string;
      readonly forward: string;
      readonly track: string;
      readonly ssrc: number;
      readonly rtxSsrc: number;
    }
  | { readonly type: "bindForward"; readonly forward: string; readonly section: OutgoingSection }
  | { readonly type: "wishForward"; readonly forward: string; readonly wish: TrackWish }
  | { readonly type: "stopForward"; readonly forward: string }
  | { readonly type: "sendData"; readonly transports: readonly string[]; readonly label: string; readonly message: Uint8Array };

/** How a transport fares, for the quality sign. */
export interface TransportHealth {
  readonly transport: string;
  /** the share of the peer's packets that did not reach us, 0–1 */
  readonly upLoss: number;
  /** the share of our packets that did not reach him, 0–1 */
  readonly downLoss: number;
  readonly roundTripMs: number | undefined;
  readonly estimateBps: number | undefined;
  readonly sentBps: number;
}

/** What the media tells the signalling. */
export type MediaEvent =
  | { readonly type: "connected"; readonly transport: string }
  | { readonly type: "lost"; readonly transport: string; readonly reason: TransportLossReason }
  | { readonly type: "channelOpened"; readonly transport: string; readonly label: string }
  | { readonly type: "data"; readonly transport: string; readonly label: string; readonly message: Uint8Array }
  | { readonly type: "trackStarted"; readonly track: string; readonly codec: CodecName }
  | { readonly type: "forwardStarted"; readonly forward: string }
  /** The line of a receiver got too narrow for these, or wide enough again. */
  | { readonly type: "forwardPaused"; readonly forward: string; readonly isPaused: boolean }
  | { readonly type: "speakers"; readonly room: string; readonly speakers: readonly Speaker[] }
  | { readonly type: "health"; readonly transports: readonly TransportHealth[] };

/** One media worker as the signalling sees it, wherever it runs. */
export interface MediaNode {
  readonly fingerprint: Fingerprint;
  readonly candidates: readonly Candidate[];
  /** Where it listens for ICE over TCP. */
  readonly tcpPort: number | undefined;
  send(command: MediaCommand): void;
  /** One listener only. */
  onEvent(listener: (event: MediaEvent) => void): void;
  /** Called once if the worker dies by itself. */
  onDied(listener: (error: Error) => void): void;
  close(): Promise<void>;
}
