import type { Quality } from "./received-stream.ts";
import type { RewrittenPosition } from "./rewriter.ts";
import type { Vp8Numbers } from "./vp8-rewriter.ts";

/** What was sent to one receiver under a number, and where to find it again. */
export interface SentEntry extends RewrittenPosition, Vp8Numbers {
  quality: Quality;
  /** unwrapped number at the source */
  source: number;
}

const size = 512;
const words = 4;

/** The last packets of one receiver, without their contents: a few kilobytes a track. */
export class SentLog {
  /** sequence, quality, key index, level zero index */
  readonly #small = new Uint16Array(size * words);
  readonly #pictures = new Uint16Array(size);
  readonly #sources = new Float64Array(size);
  readonly #timestamps = new Uint32Array(size);

  add(entry: SentEntry): void {
    const at = entry.sequence % size;
    this.#small[at * words] = entry.sequence;
    this.#small[at * words + 1] = entry.quality;
    this.#small[at * words + 2] = entry.keyIndex;
    this.#small[at * words + 3] = entry.levelZeroIndex;
    this.#pictures[at] = entry.pictureId;
    this.#sources[at] = entry.source;
    this.#timestamps[at] = entry.timestamp;
  }

  find(sequence: number, into: SentEntry): boolean {
    const at = sequence % size;
    const source = this.#sources[at] ?? 0;
    if (source === 0 || this.#small[at * words] !== sequence) return false;
    into.sequence = sequence;
    into.quality = (this.#small[at * words + 1] ?? 0) as Quality;
    into.keyIndex = this.#small[at * words + 2] ?? 0;
    into.levelZeroIndex = this.#small[at * words + 3] ?? 0;
    into.pictureId = this.#pictures[at] ?? 0;
    into.source = source;
    into.timestamp = this.#timestamps[at] ?? 0;
    return true;
  }
}
