import * as z from "zod";

declare const brand: unique symbol;
/** A UUID that names one kind of thing; ids of two kinds do not mix. @see RFC 9562 */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** The schema of one kind of id. */
export function idSchema<Kind extends string>(): z.ZodType<Id<Kind>, string> {
  return z.uuid() as unknown as z.ZodType<Id<Kind>, string>;
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * A new id that sorts by time of making: 48 bits of milliseconds, then 74 random bits.
 * @see RFC 9562 §5.7 UUID version 7
 */
export function newId<Kind extends string>(nowMs: number = Date.now()): Id<Kind> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(nowMs / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => hex[byte]).join("");
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}` as Id<Kind>;
}
