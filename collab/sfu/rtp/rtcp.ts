import { parseTransportFeedback, type TransportFeedback } from "./transport-feedback.ts";

/** @see RFC 3550 §6.4.1 */
export interface ReportBlock {
  readonly ssrc: number;
  /** of 256 */
  readonly fractionLost: number;
  readonly totalLost: number;
  readonly highestSequence: number;
  /** in units of the media clock */
  readonly jitter: number;
  /** the middle 32 bits of the last sender report's NTP time; 0 = none */
  readonly lastSenderReport: number;
  /** in 1/65536 s */
  readonly delaySinceLastSenderReport: number;
}

export interface SenderReport {
  readonly kind: "senderReport";
  readonly ssrc: number;
  /** the sender's wall clock, ms since 1900 */
  readonly ntpMs: number;
  readonly ntpMiddle: number;
  readonly timestamp: number;
  readonly packetCount: number;
  readonly byteCount: number;
  readonly reports: readonly ReportBlock[];
}

/** What control packets say, as far as it matters to us. */
export type RtcpMessage =
  | SenderReport
  | { readonly kind: "receiverReport"; readonly ssrc: number; readonly reports: readonly ReportBlock[] }
  | { readonly kind: "nack"; readonly ssrc: number; readonly sequences: readonly number[] }
  | { readonly kind: "keyFrameRequest"; readonly ssrc: number }
  | { readonly kind: "remb"; readonly bitrateBps: number }
  | { readonly kind: "bye"; readonly ssrcs: readonly number[] }
  | TransportFeedback;

export const packetType = { senderReport: 200, receiverReport: 201, description: 202, bye: 203, transport: 205, payload: 206 } as const;
export const feedbackType = { nack: 1, transportWide: 15, pli: 1, fir: 4, application: 15 } as const;
const reportBytes = 24;

/** @returns what could be understood of a compound packet, in its order; what could not is left out */
export function parseRtcp(packet: Buffer): RtcpMessage[] {
  const messages: RtcpMessage[] = [];
  let offset = 0;
  while (offset + 4 <= packet.length) {
    const end = offset + 4 + 4 * packet.readUInt16BE(offset + 2);
    if ((packet[offset] ?? 0) >> 6 !== 2 || end > packet.length) break;
    parseOne(packet.subarray(offset, end), messages);
    offset = end;
  }
  return messages;
}

function parseOne(packet: Buffer, into: RtcpMessage[]): void {
  const count = (packet[0] ?? 0) & 0x1f;
  const type = packet[1] ?? 0;
  if (type === packetType.bye) into.push({ kind: "bye", ssrcs: readNumbers(packet, 4, count) });
  if (packet.length < 8) return;
  if (type === packetType.senderReport && packet.length >= 28) into.push(parseSenderReport(packet, count));
  else if (type === packetType.receiverReport) {
    into.push({ kind: "receiverReport", ssrc: packet.readUInt32BE(4), reports: parseReports(packet, 8, count) });
  } else if (packet.length >= 12 && type === packetType.transport) parseTransport(packet, count, into);
  else if (packet.length >= 12 && type === packetType.payload) parsePayload(packet, count, into);
}

const ntpFraction = 2 ** 32;

function parseSenderReport(packet: Buffer, count: number): SenderReport {
  const [seconds, fraction] = [packet.readUInt32BE(8), packet.readUInt32BE(12)];
  return {
    kind: "senderReport",
    ssrc: packet.readUInt32BE(4),
    ntpMs: seconds * 1000 + (fraction * 1000) / ntpFraction,
    ntpMiddle: packet.readUInt32BE(10),
    timestamp: packet.readUInt32BE(16),
    packetCount: packet.readUInt32BE(20),
    byteCount: packet.readUInt32BE(24),
    reports: parseReports(packet, 28, count),
  };
}

function parseReports(packet: Buffer, start: number, count: number): ReportBlock[] {
  const reports: ReportBlock[] = [];
  for (let at = start; reports.length < count && at + reportBytes <= packet.length; at += reportBytes) {
    reports.push({
      ssrc: packet.readUInt32BE(at),
      fractionLost: packet[at + 4] ?? 0,
      totalLost: packet.readIntBE(at + 5, 3),
      highestSequence: packet.readUInt32BE(at + 8),
      jitter: packet.readUInt32BE(at + 12),
      lastSenderReport: packet.readUInt32BE(at + 16),
      delaySinceLastSenderReport: packet.readUInt32BE(at + 20),
    });
  }
  return reports;
}

function parseTransport(packet: Buffer, format: number, into: RtcpMessage[]): void {
  if (format === feedbackType.nack) into.push({ kind: "nack", ssrc: packet.readUInt32BE(8), sequences: parseNack(packet) });
  if (format !== feedbackType.transportWide) return;
  const feedback = parseTransportFeedback(packet);
  if (feedback) into.push(feedback);
}

/** @see RFC 4585 §6.2.1 */
function parseNack(packet: Buffer): number[] {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= packet.length; at += 4) {
    const first = packet.readUInt16BE(at);
    sequences.push(first);
    for (let bit = 0, mask = packet.readUInt16BE(at + 2); mask !== 0; bit++, mask >>= 1) {
      if ((mask & 1) === 1) sequences.push((first + bit + 1) & 0xffff);
    }
  }
  return sequences;
}

function parsePayload(packet: Buffer, format: number, into: RtcpMessage[]): void {
  if (format === feedbackType.pli) into.push({ kind: "keyFrameRequest", ssrc: packet.readUInt32BE(8) });
  else if (format === feedbackType.fir) {
    for (let at = 12; at + 8 <= packet.length; at += 8) into.push({ kind: "keyFrameRequest", ssrc: packet.readUInt32BE(at) });
  } else if (format === feedbackType.application && packet.length >= 20 && packet.toString("latin1", 12, 16) === "REMB") {
    const [exponent, mantissa] = [(packet[17] ?? 0) >> 2, packet.readUIntBE(17, 3) & 0x3_ffff];
    into.push({ kind: "remb", bitrateBps: mantissa * 2 ** exponent });
  }
}

function readNumbers(packet: Buffer, start: number, count: number): number[] {
  const numbers: number[] = [];
  for (let at = start; numbers.length < count && at + 4 <= packet.length; at += 4) numbers.push(packet.readUInt32BE(at));
  return numbers;
}
