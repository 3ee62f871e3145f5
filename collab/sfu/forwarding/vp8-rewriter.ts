import { createVp8Descriptor, parseVp8, type Vp8Descriptor } from "../rtp/index.ts";

/** The numbers of pictures as a receiver sees them. */
export interface Vp8Numbers {
  pictureId: number;
  levelZeroIndex: number;
  keyIndex: number;
}

const longPictureMask = 0x7fff;
const shortPictureMask = 0x7f;
const keyIndexMask = 0x1f;

/** Keeps the numbers of VP8 pictures going on when the source changes. @see RFC 7741 §4.2 */
export class Vp8Rewriter {
  readonly #descriptor = createVp8Descriptor();
  readonly #offset: Vp8Numbers = { pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };
  readonly #last: Vp8Numbers = { pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };
  readonly #source: Vp8Numbers = { pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };
  #hasLast = false;

  /** The first packet of another source. */
  switchTo(payload: Buffer): void {
    if (!this.#hasLast || !this.#readSource(payload)) return;
    this.#offset.pictureId = (this.#last.pictureId + 1 - this.#source.pictureId) & longPictureMask;
    this.#offset.levelZeroIndex = (this.#last.levelZeroIndex + 1 - this.#source.levelZeroIndex) & 0xff;
    this.#offset.keyIndex = (this.#last.keyIndex + 1 - this.#source.keyIndex) & keyIndexMask;
  }

  #readSource(payload: Buffer): boolean {
    if (!parseVp8(payload, 0, payload.length, this.#descriptor)) return false;
    readNumbers(payload, this.#descriptor, this.#source);
    return true;
  }

  /** The numbers to write for this packet. @param isNewest whether no later packet was rewritten before */
  rewrite(payload: Buffer, isNewest: boolean, into: Vp8Numbers): void {
    if (!this.#readSource(payload)) return;
    into.pictureId = (this.#source.pictureId + this.#offset.pictureId) & longPictureMask;
    into.levelZeroIndex = (this.#source.levelZeroIndex + this.#offset.levelZeroIndex) & 0xff;
    into.keyIndex = (this.#source.keyIndex + this.#offset.keyIndex) & keyIndexMask;
    if (!isNewest) return;
    this.#hasLast = true;
    Object.assign(this.#last, into);
  }
}

function readNumbers(
  payload: Buffer,
  { pictureIdAt, isLongPictureId, levelZeroIndexAt, keyIndexAt }: Vp8Descriptor,
  into: Vp8Numbers,
): void {
  if (pictureIdAt < 0) into.pictureId = 0;
  else
    into.pictureId = isLongPictureId ? payload.readUInt16BE(pictureIdAt) & longPictureMask : (payload[pictureIdAt] ?? 0) & shortPictureMask;
  into.levelZeroIndex = levelZeroIndexAt < 0 ? 0 : (payload[levelZeroIndexAt] ?? 0);
  into.keyIndex = keyIndexAt < 0 ? 0 : (payload[keyIndexAt] ?? 0) & keyIndexMask;
}

const descriptor = createVp8Descriptor();
const original: Vp8Numbers = { pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };

/**
 * Runs `send` while the payload carries these numbers. All receivers share one payload; each sees his own numbers without a copy.
 */
export function withVp8Numbers(payload: Buffer, numbers: Vp8Numbers, send: () => void): void {
  if (!parseVp8(payload, 0, payload.length, descriptor)) return send();
  readNumbers(payload, descriptor, original);
  const { pictureId, levelZeroIndex, keyIndex } = original;
  const isSame = pictureId === numbers.pictureId && levelZeroIndex === numbers.levelZeroIndex && keyIndex === numbers.keyIndex;
  if (isSame) return send();
  const places = { ...descriptor };
  writeNumbers(payload, places, numbers);
  send();
  writeNumbers(payload, places, { pictureId, levelZeroIndex, keyIndex });
}

function writeNumbers(
  payload: Buffer,
  { pictureIdAt, isLongPictureId, levelZeroIndexAt, keyIndexAt }: Vp8Descriptor,
  numbers: Vp8Numbers,
): void {
  if (pictureIdAt >= 0 && isLongPictureId) payload.writeUInt16BE(0x8000 | numbers.pictureId, pictureIdAt);
  else if (pictureIdAt >= 0) payload[pictureIdAt] = numbers.pictureId & shortPictureMask;
  if (levelZeroIndexAt >= 0) payload[levelZeroIndexAt] = numbers.levelZeroIndex;
  if (keyIndexAt >= 0) payload[keyIndexAt] = ((payload[keyIndexAt] ?? 0) & 0xe0) | numbers.keyIndex;
}
