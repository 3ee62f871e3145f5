const fixedBytes = 12;

/** Where things are in one RTP packet. One object is used again for every packet. @see RFC 3550 §5.1 */
export interface RtpHeader {
  payloadType: number;
  isMarked: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  hasPadding: boolean;
  /** 0 = no extensions */
  extensionProfile: number;
  extensionStart: number;
  extensionEnd: number;
  payloadStart: number;
}

export function createRtpHeader(): RtpHeader {
  return {
    payloadType: 0,
    isMarked: false,
    sequence: 0,
    timestamp: 0,
    ssrc: 0,
    hasPadding: false,
    extensionProfile: 0,
    extensionStart: 0,
    extensionEnd: 0,
    payloadStart: 0,
  };
}

/** RTP and RTCP share a port; RTCP has these types. @see RFC 5761 §4 */
export const isRtcp = (packet: Buffer): boolean => packet.length >= 2 && (packet[1] ?? 0) >= 192 && (packet[1] ?? 0) <= 223;

/** Reads the part that is never encrypted. @returns whether it is an RTP packet at all */
export function parseRtpHeader(packet: Buffer, into: RtpHeader): boolean {
  const first = packet[0] ?? 0;
  if (packet.length < fixedBytes || first >> 6 !== 2) return false;
  const second = packet[1] ?? 0;
  into.payloadType = second & 0x7f;
  into.isMarked = second > 0x7f;
  into.sequence = packet.readUInt16BE(2);
  into.timestamp = packet.readUInt32BE(4);
  into.ssrc = packet.readUInt32BE(8);
  into.hasPadding = (first & 0x20) !== 0;
  into.payloadStart = fixedBytes + 4 * (first & 0x0f);
  into.extensionProfile = 0;
  into.extensionStart = into.extensionEnd = into.payloadStart;
  return (first & 0x10) === 0 ? into.payloadStart <= packet.length : parseExtensionHeader(packet, into);
}

function parseExtensionHeader(packet: Buffer, into: RtpHeader): boolean {
  const at = into.payloadStart;
  if (at + 4 > packet.length) return false;
  into.extensionProfile = packet.readUInt16BE(at);
  into.extensionStart = at + 4;
  into.extensionEnd = into.payloadStart = at + 4 + 4 * packet.readUInt16BE(at + 2);
  return into.payloadStart <= packet.length;
}

/** Where the payload ends when padding is taken off. @param end of the decrypted packet @returns before the start when the padding is a lie */
export function findPayloadEnd(packet: Buffer, header: RtpHeader, end: number): number {
  return header.hasPadding && end > header.payloadStart ? end - (packet[end - 1] ?? 0) : end;
}
