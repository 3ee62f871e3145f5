/** Louder than this is speech, in −dBov. */
const speechLevel = 35;
/** This share of a window must be speech: a short word may fall on the border of two. */
const speechShare = 0.16;
const windowMs = 500;
const silenceLevel = 127;
const packetsPerWindow = 25;

interface Voice {
  speechCount: number;
  loudest: number;
  packetCount: number;
  /** smoothed over windows, 0–1 */
  level: number;
  isActive: boolean;
}

export interface Speaker {
  readonly trackId: string;
  /** 0–1, in eighths, as LiveKit tells it */
  readonly level: number;
  readonly isActive: boolean;
}

/** Tells who speaks in a room, from the levels in the packets. @see RFC 6464 */
export class SpeakerDetector {
  readonly #voices = new Map<string, Voice>();
  #windowEndsAtMs = 0;

  /** @param level −dBov, 0 = loudest */
  handleLevel(trackId: string, level: number): void {
    const voice = this.#voices.get(trackId) ?? { speechCount: 0, loudest: silenceLevel, packetCount: 0, level: 0, isActive: false };
    this.#voices.set(trackId, voice);
    voice.packetCount += 1;
    if (level < speechLevel) voice.speechCount += 1;
    voice.loudest = Math.min(voice.loudest, level);
  }

  remove(trackId: string): void {
    this.#voices.delete(trackId);
  }

  /** Closes the window when it is over. @returns whose level or activity changed */
  update(nowMs: number): readonly Speaker[] {
    if (nowMs < this.#windowEndsAtMs) return [];
    this.#windowEndsAtMs = nowMs + windowMs;
    return [...this.#voices].flatMap(([trackId, voice]) => closeWindow(trackId, voice));
  }

  /** The louder of the voices, active ones first. */
  listLoudest(count: number): ReadonlySet<string> {
    const order = [...this.#voices].toSorted(([, a], [, b]) => Number(b.isActive) - Number(a.isActive) || b.level - a.level);
    return new Set(order.slice(0, count).map(([trackId]) => trackId));
  }

  isActive(trackId: string): boolean {
    return this.#voices.get(trackId)?.isActive ?? false;
  }
}

const quantize = (level: number): number => Math.ceil(level * 8) / 8;

function closeWindow(trackId: string, voice: Voice): Speaker[] {
  const isActive = voice.speechCount >= packetsPerWindow * speechShare;
  const heard = isActive ? 10 ** (-voice.loudest / 20) : 0;
  const before = { isActive: voice.isActive, level: quantize(voice.level) };
  voice.level = isActive && voice.isActive ? voice.level * 0.5 + heard * 0.5 : heard;
  voice.isActive = isActive;
  Object.assign(voice, { speechCount: 0, packetCount: 0, loudest: silenceLevel });
  const level = quantize(voice.level);
  return isActive === before.isActive && level === before.level ? [] : [{ trackId, level, isActive }];
}
