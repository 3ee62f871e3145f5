import { maxMessageBytes } from "../sctp/index.ts";
import type { CodecName } from "../rtp/index.ts";
import { type Codec, type CodecOffer, type ConnectionPart, writeDescription, type WrittenSection } from "../sdp/index.ts";
import { toOutgoingSection, toSource } from "./answerer.ts";
import type { NegotiationEffect, NegotiationResult, OutgoingTrack } from "./types.ts";

const payloadTypes: Readonly<Record<CodecName, number>> = { opus: 111, red: 63, vp8: 96, vp9: 98, h264: 102, av1: 45 };
const extensions = { mid: 1, transportSequence: 3, dependencyDescriptor: 4 };
const soundExtensions = { mid: 1, transportSequence: 3 };

/** Our side of the connection of older clients on which they only receive: we make the offers. */
export class Offerer {
  #sections: { readonly mid: string; readonly kind: "audio" | "video"; track: OutgoingTrack | undefined; readonly offer: CodecOffer }[] =
    [];
  #waiting: OutgoingTrack[] = [];
  #offerId = 0;
  #isAnswerAwaited = false;
  #isChanged = true;

  /** The number of the last offer. */
  get offerId(): number {
    return this.#offerId;
  }

  add(track: OutgoingTrack): void {
    this.#waiting.push(track);
    this.#isChanged = true;
  }

  remove(forward: string): void {
    this.#waiting = this.#waiting.filter((track) => track.forward !== forward);
    for (const section of this.#sections) {
      if (section.track?.forward !== forward) continue;
      section.track = undefined;
      this.#isChanged = true;
    }
  }

  /** Whether an offer is due: something changed, and the last one was answered. */
  get mustOffer(): boolean {
    return this.#isChanged && !this.#isAnswerAwaited;
  }

  /** The client begins anew; what he did not answer does not count. */
  restart(): void {
    this.#isAnswerAwaited = false;
    this.#isChanged = true;
  }

  /** Sections are not used twice: Chromium keeps the old track's id with a section. */
  offer(connection: ConnectionPart): NegotiationResult {
    for (const track of this.#waiting)
      this.#sections.push({ mid: String(this.#sections.length + 1), kind: track.kind, track, offer: toOffer(track) });
    this.#waiting = [];
    this.#offerId += 1;
    this.#isChanged = false;
    this.#isAnswerAwaited = true;
    const effects: NegotiationEffect[] = [{ type: "openChannels", port: 5000 }];
    const trackByMid: Record<string, string> = {};
    const sections: WrittenSection[] = [{ kind: "application", mid: "0", maxMessageBytes }];
    for (const { mid, kind, track, offer } of this.#sections) {
      const used = kind === "audio" ? soundExtensions : extensions;
      const source = track && toSource(track, offer);
      sections.push({ kind, mid, direction: track ? "sendonly" : "inactive", codecs: [offer], extensions: used, rids: [], source });
      if (!track) continue;
      trackByMid[mid] = track.trackSid;
      effects.push({ type: "forward", track, section: toOutgoingSection(track, mid, offer, used) });
    }
    return { sdp: writeDescription(connection, sections), trackByMid, effects };
  }

  /** @param id of the offer that is answered; 0 = the client does not say */
  handleAnswer(id: number): void {
    if (id === 0 || id === this.#offerId) this.#isAnswerAwaited = false;
  }
}

function toOffer({ kind, codec: name, codecParameters }: OutgoingTrack): CodecOffer {
  const payloadType = payloadTypes[name];
  const codec: Codec = {
    payloadType,
    name,
    clockRate: kind === "audio" ? 48_000 : 90_000,
    channels: kind === "audio" ? 2 : 1,
    parameters: codecParameters,
  };
  const rtx = { payloadType: payloadType + 1, name: "rtx", clockRate: 90_000, channels: 1, parameters: `apt=${payloadType}` };
  return { codec, name, rtx: kind === "video" ? rtx : undefined };
}
