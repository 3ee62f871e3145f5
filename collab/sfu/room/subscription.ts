import { randomInt } from "node:crypto";
import { VideoQuality, type UpdateTrackSettings } from "@livekit/protocol";
import { must } from "@veche/kernel";
import type { TrackWish } from "../forwarding/index.ts";
import type { OutgoingTrack } from "../negotiation/index.ts";
import type { Participant } from "./participant.ts";
import type { PublishedTrack } from "./published-track.ts";
import { createSid } from "./sid.ts";

/** A participant receives a track of another. */
export class Subscription {
  readonly track: PublishedTrack;
  readonly subscriber: Participant;
  readonly forward = createSid("FW_");
  readonly outgoing: OutgoingTrack;
  #wish: TrackWish = { isEnabled: true, maxQuality: 2 };

  constructor(track: PublishedTrack, subscriber: Participant) {
    this.track = track;
    this.subscriber = subscriber;
    const codec = must(track.codec);
    const ssrc = randomInt(0x10, 0x7fff_ffff) * 2;
    this.outgoing = {
      forward: this.forward,
      trackSid: track.sid,
      participantSid: track.publisher.sid,
      kind: track.kind,
      codec,
      codecParameters: track.codecParameters.get(codec) ?? "",
      stream: track.stream,
      ssrc,
      rtxSsrc: ssrc + 1,
    };
  }

  get wish(): TrackWish {
    return this.#wish;
  }

  /** @returns what to tell the media */
  setWish(settings: UpdateTrackSettings): TrackWish {
    this.#wish = { isEnabled: !settings.disabled, maxQuality: this.#chooseQuality(settings) };
    return this.#wish;
  }

  /** By the size of the picture on the screen if that is told, otherwise by name. */
  #chooseQuality({ quality, width, height }: UpdateTrackSettings): 0 | 1 | 2 {
    if (width > 0) {
      const layers = this.track.info.layers.toSorted((a, b) => a.quality - b.quality);
      const fitting = layers.find((layer) => layer.width >= width * 0.9 || layer.height >= height * 0.9);
      return toLayer(fitting?.quality ?? VideoQuality.HIGH);
    }
    return toLayer(quality);
  }
}

const toLayer = (quality: VideoQuality): 0 | 1 | 2 => (quality === VideoQuality.LOW ? 0 : quality === VideoQuality.MEDIUM ? 1 : 2);
