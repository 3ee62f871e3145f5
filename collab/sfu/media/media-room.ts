import { type ForwardedTrack, type Speaker, SpeakerDetector } from "../forwarding/index.ts";

/** From so many microphones on, only the loudest are forwarded: nobody understands more, and sound costs the most packets. */
const crowdSize = 12;
const loudestCount = 6;

/** What the tracks of one room have in common: who speaks, and who is heard. */
export class MediaRoom {
  readonly id: string;
  readonly speakers = new SpeakerDetector();
  readonly transports = new Set<string>();
  readonly #sounds = new Map<string, Set<ForwardedTrack>>();

  constructor(id: string) {
    this.id = id;
  }

  addSound(trackId: string): void {
    this.#sounds.set(trackId, new Set());
  }

  removeSound(trackId: string): void {
    this.#sounds.delete(trackId);
    this.speakers.remove(trackId);
  }

  addReceiver(track: ForwardedTrack): void {
    this.#sounds.get(track.track.id)?.add(track);
  }

  removeReceiver(track: ForwardedTrack): void {
    this.#sounds.get(track.track.id)?.delete(track);
  }

  /** @returns whose speaking changed */
  update(nowMs: number): readonly Speaker[] {
    const changed = this.speakers.update(nowMs);
    const isCrowd = this.#sounds.size > crowdSize;
    const loudest = isCrowd ? this.speakers.listLoudest(loudestCount) : undefined;
    for (const [trackId, receivers] of this.#sounds) {
      for (const receiver of receivers) receiver.setAllowed(!loudest || loudest.has(trackId) ? 2 : undefined, nowMs);
    }
    return changed;
  }
}
