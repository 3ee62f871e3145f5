import { ReplayWindow } from "../srtp/index.ts";
import { SequenceUnwrapper, type SenderReport, subtractTimestamp } from "../rtp/index.ts";
import { BitrateMeter } from "./bitrate-meter.ts";
import { PacketHistory } from "./media-packet.ts";
import { NackList } from "./nack-list.ts";
import { Reception } from "./reception.ts";
import type { ReceivedTrack } from "./received-track.ts";

/** Layers of simulcast, in LiveKit's words: low, medium, high. */
export type Quality = 0 | 1 | 2;

/** One source of a published track: a layer of simulcast, or all of it. */
export class ReceivedStream {
  readonly track: ReceivedTrack;
  readonly quality: Quality;
  readonly history = new PacketHistory();
  readonly meter = new BitrateMeter();
  readonly nacks = new NackList();
  readonly reception: Reception;
  readonly #unwrapper = new SequenceUnwrapper();
  readonly #seen = new ReplayWindow();
  #report: Pick<SenderReport, "ntpMs" | "timestamp"> | undefined;
  #heardAtMs = -Infinity;
  #keyFrameAskedAtMs = -Infinity;
  ssrc = 0;
  rtxSsrc: number | undefined;
  /** Whether media of it came. */
  isStarted = false;

  constructor(track: ReceivedTrack, quality: Quality) {
    this.track = track;
    this.quality = quality;
    this.reception = new Reception(track.clockRate);
  }

  /** When media of it last came. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** @returns the unwrapped number; undefined for a packet that was here before */
  accept(sequence: number, nowMs: number): number | undefined {
    const unwrapped = this.#unwrapper.unwrap(sequence);
    if (!this.#seen.isFresh(unwrapped)) return undefined;
    this.#seen.mark(unwrapped);
    this.#heardAtMs = nowMs;
    return unwrapped;
  }

  /** Whether somebody waits for this packet that the publisher repeats. */
  isMissing(sequence: number): boolean {
    return this.nacks.isMissing(this.#unwrapper.unwrap(sequence));
  }

  handleSenderReport(report: SenderReport, nowMs: number): void {
    this.#report = report;
    this.reception.handleSenderReport(report, nowMs);
  }

  /** The publisher's wall clock at this time of the source, ms since 1900; undefined before his first report. */
  toNtpMs(timestamp: number): number | undefined {
    return this.#report && this.#report.ntpMs + (subtractTimestamp(timestamp, this.#report.timestamp) * 1000) / this.track.clockRate;
  }

  /** The time of the source at a moment of the publisher's wall clock. */
  toTimestamp(ntpMs: number): number | undefined {
    return this.#report && (this.#report.timestamp + Math.round(((ntpMs - this.#report.ntpMs) * this.track.clockRate) / 1000)) >>> 0;
  }

  /** Whether a key frame may be asked for now: encoders suffer from more than a few a second. */
  mayAskKeyFrame(nowMs: number, shortestPauseMs: number): boolean {
    if (nowMs - this.#keyFrameAskedAtMs < shortestPauseMs) return false;
    this.#keyFrameAskedAtMs = nowMs;
    return true;
  }
}
