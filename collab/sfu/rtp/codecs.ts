import { createVp8Descriptor, parseVp8 } from "./vp8.ts";

/** Codecs we forward, by the names of their MIME types in lower case. */
export const codecNames = ["opus", "red", "vp8", "vp9", "h264", "av1"] as const;
export type CodecName = (typeof codecNames)[number];

export const isCodecName = (name: string): name is CodecName => (codecNames as readonly string[]).includes(name);

const vp8 = createVp8Descriptor();

/**
 * Whether a decoder can begin with this packet, seen without decrypting end-to-end encryption.
 * @param descriptor the dependency descriptor of AV1
 */
export function startsKeyFrame(codec: CodecName, packet: Buffer, start: number, end: number, descriptor: Buffer | undefined): boolean {
  if (end <= start) return false;
  switch (codec) {
    case "vp8":
      return parseVp8(packet, start, end, vp8) && vp8.isKeyFrameStart;
    case "vp9":
      return isVp9KeyStart(packet, start, end);
    case "h264":
      return isH264KeyStart(packet, start, end);
    case "av1":
      return isAv1KeyStart(descriptor);
    default:
      return true;
  }
}

/** The beginning of a frame that depends on none, in the lowest spatial layer. @see RFC 9628 §4.2 */
function isVp9KeyStart(packet: Buffer, start: number, end: number): boolean {
  const first = packet[start] ?? 0;
  const [hasPictureId, isPredicted, hasLayers, isBeginning] = [first & 0x80, first & 0x40, first & 0x20, first & 0x08];
  if (isPredicted !== 0 || isBeginning === 0) return false;
  if (hasLayers === 0) return true;
  const pictureIdBytes = hasPictureId === 0 ? 0 : ((packet[start + 1] ?? 0) & 0x80) === 0 ? 1 : 2;
  const at = start + 1 + pictureIdBytes;
  return at < end && (((packet[at] ?? 0) >> 1) & 7) === 0;
}

const nalu = { idr: 5, parameters: 7, aggregate: 24, fragment: 28 } as const;
const isKeyNalu = (type: number): boolean => type === nalu.idr || type === nalu.parameters;

/** @see RFC 6184 §5.2, §5.7, §5.8 */
function isH264KeyStart(packet: Buffer, start: number, end: number): boolean {
  const type = (packet[start] ?? 0) & 0x1f;
  if (type === nalu.fragment)
    return start + 1 < end && ((packet[start + 1] ?? 0) & 0x80) !== 0 && isKeyNalu((packet[start + 1] ?? 0) & 0x1f);
  if (type !== nalu.aggregate) return isKeyNalu(type);
  for (let at = start + 1; at + 2 < end; at += 2 + packet.readUInt16BE(at)) {
    if (isKeyNalu((packet[at + 2] ?? 0) & 0x1f)) return true;
  }
  return false;
}

/** The first packet of a frame that brings the structure of dependencies: a new coded video sequence. @see AV1 RTP §A.8.1 */
function isAv1KeyStart(descriptor: Buffer | undefined): boolean {
  if (!descriptor || descriptor.length < 4) return false;
  return ((descriptor[0] ?? 0) & 0x80) !== 0 && ((descriptor[3] ?? 0) & 0x80) !== 0;
}
