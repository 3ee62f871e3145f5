/** When packets arrived, told to who sent them. @see draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1 */
export interface TransportFeedback {
  readonly kind: "transportFeedback";
  readonly ssrc: number;
  /** counts feedbacks, 8 bits */
  readonly feedbackNumber: number;
  readonly baseSequence: number;
  /** one for each sequence number from the base on, in ms on the receiver's clock; undefined = lost */
  readonly arrivalsMs: readonly (number | undefined)[];
}

const headBytes = 20;
const referenceMs = 64;
const ticksPerMs = 4;
const mostStatuses = 0x2000;
const received = { no: 0, small: 1, large: 2 } as const;

/** @returns undefined when the packet contradicts itself */
export function parseTransportFeedback(packet: Buffer): TransportFeedback | undefined {
  if (packet.length < headBytes) return undefined;
  const count = packet.readUInt16BE(14);
  if (count > mostStatuses) return undefined;
  const { statuses, end } = readStatuses(packet, count);
  if (statuses.length < count) return undefined;
  const arrivalsMs = readArrivals(packet, end, statuses);
  const [ssrc, baseSequence] = [packet.readUInt32BE(8), packet.readUInt16BE(12)];
  return arrivalsMs && { kind: "transportFeedback", ssrc, feedbackNumber: packet[19] ?? 0, baseSequence, arrivalsMs };
}

function readStatuses(packet: Buffer, count: number): { readonly statuses: number[]; readonly end: number } {
  const statuses: number[] = [];
  let at = headBytes;
  for (; statuses.length < count && at + 2 <= packet.length; at += 2) {
    const chunk = packet.readUInt16BE(at);
    if (chunk >> 15 === 0) {
      for (let left = Math.min(chunk & 0x1fff, count - statuses.length); left > 0; left--) statuses.push((chunk >> 13) & 3);
      if ((chunk & 0x1fff) === 0) break;
      continue;
    }
    const isTwoBit = ((chunk >> 14) & 1) === 1;
    const symbols = isTwoBit ? 7 : 14;
    for (let index = 0; index < symbols && statuses.length < count; index++) {
      statuses.push(isTwoBit ? (chunk >> (12 - 2 * index)) & 3 : (chunk >> (13 - index)) & 1);
    }
  }
  return { statuses, end: at };
}

function readArrivals(packet: Buffer, start: number, statuses: readonly number[]): (number | undefined)[] | undefined {
  let ticks = packet.readIntBE(16, 3) * referenceMs * ticksPerMs;
  let at = start;
  const arrivals: (number | undefined)[] = [];
  for (const status of statuses) {
    const bytes = status === received.small ? 1 : status === received.large ? 2 : 0;
    if (at + bytes > packet.length) return undefined;
    if (bytes > 0) ticks += bytes === 1 ? (packet[at] ?? 0) : packet.readInt16BE(at);
    at += bytes;
    arrivals.push(bytes > 0 ? ticks / ticksPerMs : undefined);
  }
  return arrivals;
}

/** @param arrivalsMs from the base on; the first and the last are there */
export function buildTransportFeedback(sender: number, feedback: Omit<TransportFeedback, "kind">): Buffer {
  const { arrivalsMs } = feedback;
  const first = arrivalsMs.find((arrival) => arrival !== undefined) ?? 0;
  const reference = Math.floor(first / referenceMs);
  const { statuses, deltas } = toDeltas(arrivalsMs, reference * referenceMs * ticksPerMs);
  const statusBytes = 2 * Math.ceil(statuses.length / 7);
  const contentBytes = headBytes + statusBytes + deltas.length;
  const bytes = (contentBytes + 3) & ~3;
  const packet = Buffer.alloc(bytes);
  const paddingBytes = bytes - contentBytes;
  packet[0] = 0x80 | (paddingBytes > 0 ? 0x20 : 0) | 15;
  packet[1] = 205;
  packet.writeUInt16BE(bytes / 4 - 1, 2);
  packet.writeUInt32BE(sender, 4);
  packet.writeUInt32BE(feedback.ssrc, 8);
  packet.writeUInt16BE(feedback.baseSequence, 12);
  packet.writeUInt16BE(statuses.length, 14);
  packet.writeUIntBE(reference & 0xff_ffff, 16, 3);
  packet[19] = feedback.feedbackNumber & 0xff;
  writeStatuses(packet, statuses);
  deltas.copy(packet, headBytes + statusBytes);
  if (paddingBytes > 0) packet[bytes - 1] = paddingBytes;
  return packet;
}

function toDeltas(
  arrivalsMs: readonly (number | undefined)[],
  startTicks: number,
): { readonly statuses: number[]; readonly deltas: Buffer } {
  const deltas = Buffer.alloc(arrivalsMs.length * 2);
  let last = startTicks;
  let at = 0;
  const statuses = arrivalsMs.map((arrival) => {
    if (arrival === undefined) return received.no;
    const delta = Math.max(-0x8000, Math.min(0x7fff, Math.round(arrival * ticksPerMs) - last));
    last += delta;
    const isSmall = delta >= 0 && delta <= 0xff;
    at = isSmall ? deltas.writeUInt8(delta, at) : deltas.writeInt16BE(delta, at);
    return isSmall ? received.small : received.large;
  });
  return { statuses, deltas: deltas.subarray(0, at) };
}

function writeStatuses(packet: Buffer, statuses: readonly number[]): void {
  for (let index = 0; index < statuses.length; index += 7) {
    let chunk = 0xc000;
    for (let symbol = 0; symbol < 7; symbol++) chunk |= (statuses[index + symbol] ?? received.no) << (12 - 2 * symbol);
    packet.writeUInt16BE(chunk, headBytes + (2 * index) / 7);
  }
}
