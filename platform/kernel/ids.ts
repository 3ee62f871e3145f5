import * as z from "zod";

declare const brand: unique symbol;
/** A UUID that names one kind of thing; ids of two kinds do not mix. @see RFC 9562 */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** The schema of one kind of id. */
export function idSchema<Kind extends string>(): z.ZodType<Id<Kind>, string> {
  return z.uuid() as unknown as z.ZodType<Id<Kind>, string>;
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Random bytes are drawn for many ids at once: asking for them costs more than the rest. */
const pool = new Uint8Array(4_000);
const bytesPerId = 10;
let usedBytes = pool.length;

/**
 * A new id that sorts by time of making: 48 bits of milliseconds, then 74 random bits.
 * @see RFC 9562 §5.7 UUID version 7
 */
export function newId<Kind extends string>(nowMs: number = Date.now()): Id<Kind> {
  if (usedBytes === pool.length) {
    crypto.getRandomValues(pool);
    usedBytes = 0;
  }
  const random = pool.subarray(usedBytes, (usedBytes += bytesPerId));
  const time = Math.floor(nowMs).toString(16).padStart(12, "0");
  const [a, b, c, d] = [hex[random[0]!]!, hex[random[1]!]!, hex[(random[2]! & 0x3f) | 0x80]!, hex[random[3]!]!];
  const node = hex[random[4]!]! + hex[random[5]!]! + hex[random[6]!]! + hex[random[7]!]! + hex[random[8]!]! + hex[random[9]!]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(1)}${b}-${c}${d}-${node}` as Id<Kind>;
}
