/** How many inputs a fuzz test tries: SFU_FUZZ_COUNT, otherwise a number that takes about a second. */
export const fuzzCount = Number(process.env["SFU_FUZZ_COUNT"] ?? 20_000);

/** A generator of numbers in [0, 1) that repeats for a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Spoils a good packet in one of the ways networks and attackers do, or makes bytes of nothing. */
export function mutate(packet: Buffer, random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  const way = below(5);
  if (way === 0) return Buffer.from(Array.from({ length: below(200) }, () => below(256)));
  if (way === 1) return Buffer.from(packet.subarray(0, below(packet.length + 1)));
  if (way === 2) return Buffer.concat([packet, Buffer.alloc(below(40), below(256))]);
  const copy = Buffer.from(packet);
  const changes = 1 + below(way === 3 ? 2 : 12);
  for (let change = 0; change < changes && copy.length > 0; change++) copy[below(copy.length)] = below(4) === 0 ? 255 : below(256);
  return copy;
}
