import { feedbackType, packetType, type ReportBlock, type SenderReport } from "./rtcp.ts";

const reportBytes = 24;
const mostReports = 31;

function createPacket(bytes: number, count: number, type: number, ssrc: number): Buffer {
  const packet = Buffer.alloc(bytes);
  packet[0] = 0x80 | count;
  packet[1] = type;
  packet.writeUInt16BE(bytes / 4 - 1, 2);
  packet.writeUInt32BE(ssrc, 4);
  return packet;
}

/** @param reports more than 31 are left out */
export function buildReceiverReport(ssrc: number, reports: readonly ReportBlock[]): Buffer {
  const written = reports.slice(0, mostReports);
  const packet = createPacket(8 + written.length * reportBytes, written.length, packetType.receiverReport, ssrc);
  for (const [index, report] of written.entries()) writeReport(packet, 8 + index * reportBytes, report);
  return packet;
}

function writeReport(packet: Buffer, at: number, report: ReportBlock): void {
  packet.writeUInt32BE(report.ssrc, at);
  packet[at + 4] = report.fractionLost;
  packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, report.totalLost)), at + 5, 3);
  packet.writeUInt32BE(report.highestSequence >>> 0, at + 8);
  packet.writeUInt32BE(report.jitter >>> 0, at + 12);
  packet.writeUInt32BE(report.lastSenderReport >>> 0, at + 16);
  packet.writeUInt32BE(report.delaySinceLastSenderReport >>> 0, at + 20);
}

/** A sender report, and the name that ties the sounds and pictures of one person together. @see RFC 3550 §6.4.1, §6.5.1 */
export function buildSenderReport(report: Omit<SenderReport, "kind" | "ntpMiddle" | "reports">, canonicalName: string): Buffer {
  const packet = createPacket(28, 0, packetType.senderReport, report.ssrc);
  const seconds = Math.floor(report.ntpMs / 1000);
  packet.writeUInt32BE(seconds >>> 0, 8);
  packet.writeUInt32BE(Math.floor(((report.ntpMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0, 12);
  packet.writeUInt32BE(report.timestamp >>> 0, 16);
  packet.writeUInt32BE(report.packetCount >>> 0, 20);
  packet.writeUInt32BE(report.byteCount >>> 0, 24);
  return Buffer.concat([packet, buildDescription(report.ssrc, canonicalName)]);
}

function buildDescription(ssrc: number, canonicalName: string): Buffer {
  const name = Buffer.from(canonicalName);
  // At least one zero ends the list of items.
  const packet = createPacket(8 + ((2 + name.length + 4) & ~3), 1, packetType.description, ssrc);
  packet[8] = 1;
  packet[9] = name.length;
  name.copy(packet, 10);
  return packet;
}

/** @param sequences in their order on the circle @see RFC 4585 §6.2.1 */
export function buildNack(sender: number, ssrc: number, sequences: readonly number[]): Buffer {
  const items: { first: number; mask: number }[] = [];
  for (const sequence of sequences) {
    const last = items.at(-1);
    const distance = last ? (sequence - last.first) & 0xffff : Infinity;
    if (last && distance >= 1 && distance <= 16) last.mask |= 1 << (distance - 1);
    else items.push({ first: sequence, mask: 0 });
  }
  const packet = createPacket(12 + 4 * items.length, feedbackType.nack, packetType.transport, sender);
  packet.writeUInt32BE(ssrc, 8);
  for (const [index, { first, mask }] of items.entries()) {
    packet.writeUInt16BE(first, 12 + 4 * index);
    packet.writeUInt16BE(mask, 14 + 4 * index);
  }
  return packet;
}

/** @see RFC 4585 §6.3.1 */
export function buildPli(sender: number, ssrc: number): Buffer {
  const packet = createPacket(12, feedbackType.pli, packetType.payload, sender);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** @see draft-alvestrand-rmcat-remb-03 §2.2 */
export function buildRemb(sender: number, bitrateBps: number, ssrcs: readonly number[]): Buffer {
  const packet = createPacket(20 + 4 * ssrcs.length, feedbackType.application, packetType.payload, sender);
  packet.write("REMB", 12, "latin1");
  const exponent = Math.max(0, Math.ceil(Math.log2((bitrateBps + 1) / 0x3_ffff)));
  packet.writeUIntBE((exponent << 18) | Math.floor(bitrateBps / 2 ** exponent), 17, 3);
  packet[16] = ssrcs.length;
  for (const [index, ssrc] of ssrcs.entries()) packet.writeUInt32BE(ssrc, 20 + 4 * index);
  return packet;
}
