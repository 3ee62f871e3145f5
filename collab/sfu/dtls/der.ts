/** Just enough DER to write a certificate. @see ITU-T X.690 */

const tag = { integer: 0x02, bitString: 0x03, objectId: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31, time: 0x18 } as const;

function encode(type: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const head = length < 0x80 ? [type, length] : length < 0x100 ? [type, 0x81, length] : [type, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

export const sequence = (...items: Buffer[]): Buffer => encode(tag.sequence, ...items);
export const set = (...items: Buffer[]): Buffer => encode(tag.set, ...items);
export const text = (value: string): Buffer => encode(tag.utf8, Buffer.from(value));
export const bitString = (bytes: Buffer): Buffer => encode(tag.bitString, Buffer.from([0]), bytes);
/** @param number marks the field, outside of what it holds */
export const tagged = (number: number, content: Buffer): Buffer => encode(0xa0 | number, content);

/** A positive integer of these bytes, most significant first. */
export function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
  return encode(tag.integer, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

/** @param dotted as `1.2.840.10045.4.3.2` */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encode(tag.objectId, Buffer.from([first * 40 + second, ...rest.flatMap(toBase128)]));
}

function toBase128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

export const time = (date: Date): Buffer => encode(tag.time, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")));
