import type { Fingerprint } from "../dtls/index.ts";
import type { IceCredentials } from "../ice/index.ts";
import { type ExtensionIds, type ExtensionName, extensionUris } from "../rtp/index.ts";
import type { Candidate } from "../transport/index.ts";
import type { CodecOffer } from "./codecs.ts";
import type { Direction, SectionKind } from "./description.ts";

/** What all sections of one connection share. */
export interface ConnectionPart {
  readonly credentials: IceCredentials;
  readonly fingerprint: Fingerprint;
  readonly candidates: readonly Candidate[];
  readonly setup: "passive" | "actpass";
  readonly sessionId: number;
  readonly version: number;
}

/** What we send on a section. */
export interface OutgoingSource {
  readonly ssrc: number;
  readonly rtxSsrc: number | undefined;
  readonly canonicalName: string;
  readonly streamId: string;
  readonly trackId: string;
}

export type WrittenSection =
  | { readonly kind: "application"; readonly mid: string; readonly maxMessageBytes: number }
  | { readonly kind: Exclude<SectionKind, "application">; readonly mid: string; readonly isRejected: true }
  | {
      readonly kind: Exclude<SectionKind, "application">;
      readonly mid: string;
      readonly isRejected?: false;
      readonly direction: Direction;
      readonly codecs: readonly CodecOffer[];
      readonly extensions: ExtensionIds;
      /** layers that we take */
      readonly rids: readonly string[];
      readonly source: OutgoingSource | undefined;
    };

const lineEnd = "\r\n";
const udpPriority = 2_130_706_431;
const tcpPriority = 1_671_430_143;

/** @returns an offer or answer; candidates stand in its first section, for all are bundled @see RFC 8829 §5 */
export function writeDescription(connection: ConnectionPart, sections: readonly WrittenSection[]): string {
  const mids = sections.filter((section) => section.kind === "application" || !section.isRejected).map(({ mid }) => mid);
  const session = [
    "v=0",
    `o=- ${connection.sessionId} ${connection.version} IN IP4 127.0.0.1`,
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${mids.join(" ")}`,
    "a=msid-semantic: WMS *",
    "a=ice-lite",
    `a=fingerprint:${connection.fingerprint.algorithm} ${connection.fingerprint.value}`,
    "a=extmap-allow-mixed",
  ];
  const written = sections.flatMap((section) => writeSection(connection, section, section.mid === mids[0]));
  return [...session, ...written, ""].join(lineEnd);
}

function writeSection(connection: ConnectionPart, section: WrittenSection, isFirst: boolean): string[] {
  const transport = writeTransport(connection, isFirst);
  if (section.kind === "application") {
    const head = ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "c=IN IP4 0.0.0.0"];
    return [...head, ...transport, `a=mid:${section.mid}`, "a=sctp-port:5000", `a=max-message-size:${section.maxMessageBytes}`];
  }
  if (section.isRejected) return [`m=${section.kind} 0 UDP/TLS/RTP/SAVPF 0`, "c=IN IP4 0.0.0.0", "a=inactive", `a=mid:${section.mid}`];
  const types = section.codecs.flatMap(({ codec, rtx }) => (rtx ? [codec.payloadType, rtx.payloadType] : [codec.payloadType]));
  return [
    `m=${section.kind} 9 UDP/TLS/RTP/SAVPF ${types.join(" ")}`,
    "c=IN IP4 0.0.0.0",
    ...transport,
    `a=mid:${section.mid}`,
    `a=${section.direction}`,
    "a=rtcp-mux",
    "a=rtcp-rsize",
    ...section.codecs.flatMap((offer) => writeCodec(section.kind, offer, section.extensions)),
    ...Object.entries(section.extensions).map(([name, id]) => `a=extmap:${id} ${extensionUris[name as ExtensionName]}`),
    ...section.rids.map((rid) => `a=rid:${rid} recv`),
    ...(section.rids.length > 0 ? [`a=simulcast:recv ${section.rids.join(";")}`] : []),
    ...(section.source ? writeSource(section.source) : []),
  ];
}

function writeTransport({ credentials, setup, candidates }: ConnectionPart, isFirst: boolean): string[] {
  const lines = [`a=ice-ufrag:${credentials.usernameFragment}`, `a=ice-pwd:${credentials.password}`, `a=setup:${setup}`];
  return isFirst ? [...lines, ...candidates.map(writeCandidate), "a=end-of-candidates"] : lines;
}

function writeCandidate({ address, port, protocol }: Candidate, index: number): string {
  const priority = (protocol === "udp" ? udpPriority : tcpPriority) - index;
  const kind = protocol === "udp" ? "typ host" : "typ host tcptype passive";
  return `a=candidate:${index + 1} 1 ${protocol} ${priority} ${address} ${port} ${kind} generation 0`;
}

function writeCodec(kind: "audio" | "video", { codec, rtx }: CodecOffer, extensions: ExtensionIds): string[] {
  const feedback = [
    ...(kind === "video" ? ["nack", "nack pli", "ccm fir"] : []),
    ...(extensions.transportSequence === undefined ? [] : ["transport-cc"]),
  ];
  const describe = ({ payloadType, name, clockRate, channels, parameters }: CodecOffer["codec"]): string[] => [
    `a=rtpmap:${payloadType} ${name === "opus" || name === "rtx" ? name : name.toUpperCase()}/${clockRate}${channels > 1 ? `/${channels}` : ""}`,
    ...(parameters === "" ? [] : [`a=fmtp:${payloadType} ${parameters}`]),
  ];
  return [...describe(codec), ...feedback.map((value) => `a=rtcp-fb:${codec.payloadType} ${value}`), ...(rtx ? describe(rtx) : [])];
}

function writeSource({ ssrc, rtxSsrc, canonicalName, streamId, trackId }: OutgoingSource): string[] {
  const all = rtxSsrc === undefined ? [ssrc] : [ssrc, rtxSsrc];
  return [
    `a=msid:${streamId} ${trackId}`,
    ...(rtxSsrc === undefined ? [] : [`a=ssrc-group:FID ${ssrc} ${rtxSsrc}`]),
    ...all.flatMap((one) => [`a=ssrc:${one} cname:${canonicalName}`, `a=ssrc:${one} msid:${streamId} ${trackId}`]),
  ];
}
