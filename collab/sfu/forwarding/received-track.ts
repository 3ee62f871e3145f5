import type { CodecName } from "../rtp/index.ts";
import type { ForwardedTrack } from "./forwarded-track.ts";
import type { MediaPacket } from "./media-packet.ts";
import { type Quality, ReceivedStream } from "./received-stream.ts";

export interface ReceivedTrackOptions {
  readonly id: string;
  readonly kind: "audio" | "video";
  /** Asks the publisher for a key frame of this source. */
  readonly askKeyFrame: (ssrc: number) => void;
}

const keyFramePauseMs = 500;
/** A layer that is silent for so long is off: the publisher lacks bandwidth, or nobody wanted it. */
const aliveMs = 1_500;

/** A published track as it comes in: its sources, and who receives them. */
export class ReceivedTrack {
  readonly id: string;
  readonly kind: "audio" | "video";
  readonly clockRate: number;
  readonly receivers = new Set<ForwardedTrack>();
  readonly #askKeyFrame: (ssrc: number) => void;
  readonly #streams: ReceivedStream[] = [];
  /** Known from the first packet on. */
  codec: CodecName | undefined;
  isMuted = false;

  constructor({ id, kind, askKeyFrame }: ReceivedTrackOptions) {
    this.id = id;
    this.kind = kind;
    this.clockRate = kind === "audio" ? 48_000 : 90_000;
    this.#askKeyFrame = askKeyFrame;
  }

  /** from the lowest quality up */
  get streams(): readonly ReceivedStream[] {
    return this.#streams;
  }

  requireStream(quality: Quality): ReceivedStream {
    const known = this.#streams.find((stream) => stream.quality === quality);
    if (known) return known;
    const stream = new ReceivedStream(this, quality);
    this.#streams.push(stream);
    this.#streams.sort((a, b) => a.quality - b.quality);
    return stream;
  }

  /** A new source for a layer that came from another one before: its numbers have nothing to do with the old ones. */
  renewStream(quality: Quality): ReceivedStream {
    const index = this.#streams.findIndex((stream) => stream.quality === quality);
    if (index >= 0) this.#streams.splice(index, 1);
    return this.requireStream(quality);
  }

  /** The layers that are being sent at this moment, from the lowest up. A lone source is always there. */
  listAlive(nowMs: number): ReceivedStream[] {
    if (this.#streams.length === 1) return this.#streams.filter(({ ssrc }) => ssrc !== 0);
    return this.#streams.filter((stream) => stream.ssrc !== 0 && nowMs - stream.heardAtMs < aliveMs);
  }

  requestKeyFrame(stream: ReceivedStream, nowMs: number): void {
    if (this.kind === "video" && stream.ssrc !== 0 && stream.mayAskKeyFrame(nowMs, keyFramePauseMs)) this.#askKeyFrame(stream.ssrc);
  }

  forward(stream: ReceivedStream, packet: MediaPacket, nowMs: number): void {
    if (this.kind === "video") stream.history.add(packet);
    if (this.isMuted) return;
    for (const receiver of this.receivers) receiver.handlePacket(stream, packet, nowMs);
  }

  /** Padding: nobody gets it, and nobody may miss it. */
  skip(stream: ReceivedStream, sequence: number): void {
    for (const receiver of this.receivers) receiver.handleSkipped(stream, sequence);
  }
}
