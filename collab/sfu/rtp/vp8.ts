/** Where the fields of a VP8 payload descriptor are; −1 = absent. @see RFC 7741 §4.2 */
export interface Vp8Descriptor {
  bytes: number;
  isKeyFrameStart: boolean;
  pictureIdAt: number;
  isLongPictureId: boolean;
  levelZeroIndexAt: number;
  keyIndexAt: number;
}

export const createVp8Descriptor = (): Vp8Descriptor => ({
  bytes: 0,
  isKeyFrameStart: false,
  pictureIdAt: -1,
  isLongPictureId: false,
  levelZeroIndexAt: -1,
  keyIndexAt: -1,
});

/** @returns whether the descriptor is whole; offsets count from the start of the payload */
export function parseVp8(packet: Buffer, start: number, end: number, into: Vp8Descriptor): boolean {
  if (start >= end) return false;
  const first = packet[start] ?? 0;
  let at = start + 1;
  into.pictureIdAt = into.levelZeroIndexAt = into.keyIndexAt = -1;
  into.isLongPictureId = false;
  if ((first & 0x80) !== 0) {
    const flags = packet[at++] ?? 0;
    if ((flags & 0x80) !== 0) {
      into.pictureIdAt = at - start;
      into.isLongPictureId = ((packet[at] ?? 0) & 0x80) !== 0;
      at += into.isLongPictureId ? 2 : 1;
    }
    if ((flags & 0x40) !== 0) into.levelZeroIndexAt = at++ - start;
    if ((flags & 0x30) !== 0) into.keyIndexAt = at++ - start;
  }
  into.bytes = at - start;
  if (at > end) return false;
  const isFrameStart = (first & 0x10) !== 0 && (first & 0x07) === 0;
  into.isKeyFrameStart = isFrameStart && at < end && ((packet[at] ?? 0) & 1) === 0;
  return true;
}
