import { randomInt } from "node:crypto";
import { buildSenderReport, type ExtensionIds } from "../rtp/index.ts";
import type { MediaPacket } from "./media-packet.ts";
import type { MediaSender } from "./media-sender.ts";
import type { Quality, ReceivedStream } from "./received-stream.ts";
import type { ReceivedTrack } from "./received-track.ts";
import { Rewriter } from "./rewriter.ts";
import { type SentEntry, SentLog } from "./sent-log.ts";
import { Vp8Rewriter, withVp8Numbers } from "./vp8-rewriter.ts";

/** What the SDP of the receiver agreed on for this track. */
export interface OutgoingSection {
  readonly mid: string;
  readonly payloadType: number;
  readonly rtxPayloadType?: number | undefined;
  readonly extensions: ExtensionIds;
  /** Ties what one person sends together for the receiver's clocks. */
  readonly canonicalName: string;
}

/** How much of a track its receiver wants. */
export interface TrackWish {
  readonly isEnabled: boolean;
  readonly maxQuality: Quality;
}

export interface ForwardedTrackOptions {
  readonly id: string;
  readonly track: ReceivedTrack;
  readonly sender: MediaSender;
  readonly ssrc: number;
  readonly rtxSsrc: number;
  readonly onFirstPacket: () => void;
}

/** Browsers learn by then which section an SSRC belongs to. */
const packetsWithMid = 200;

/** One track on its way to one receiver. */
export class ForwardedTrack {
  readonly id: string;
  readonly track: ReceivedTrack;
  readonly ssrc: number;
  readonly rtxSsrc: number;
  readonly #sender: MediaSender;
  readonly #onFirstPacket: () => void;
  readonly #rewriter: Rewriter;
  readonly #vp8 = new Vp8Rewriter();
  readonly #log: SentLog | undefined;
  readonly #entry: SentEntry = { sequence: 0, timestamp: 0, quality: 0, source: 0, pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };
  #section: OutgoingSection | undefined;
  #wish: TrackWish = { isEnabled: true, maxQuality: 2 };
  /** What the receiver's line carries; undefined = nothing. */
  #allowed: Quality | undefined = 2;
  #current: ReceivedStream | undefined;
  #target: ReceivedStream | undefined;
  /** The source whose clock the times of now come from. */
  #clockSource: ReceivedStream | undefined;
  #newest = -1;
  #rtxSequence = randomInt(0x8000);
  #packetCount = 0;
  #byteCount = 0;
  #last = { sourceTimestamp: 0, timestamp: 0, atMs: 0 };

  constructor({ id, track, sender, ssrc, rtxSsrc, onFirstPacket }: ForwardedTrackOptions) {
    this.id = id;
    this.track = track;
    this.ssrc = ssrc;
    this.rtxSsrc = rtxSsrc;
    this.#sender = sender;
    this.#onFirstPacket = onFirstPacket;
    this.#rewriter = new Rewriter(track.clockRate, randomInt(0x8000), randomInt(0x7fff_ffff));
    this.#log = track.kind === "video" ? new SentLog() : undefined;
  }

  get wish(): TrackWish {
    return this.#wish;
  }

  get currentQuality(): Quality | undefined {
    return this.#current?.quality;
  }

  /** Begins when the receiver's SDP has room for it, and again when that changes. */
  bind(section: OutgoingSection, nowMs: number): void {
    this.#section = section;
    this.select(nowMs);
  }

  unbind(): void {
    this.#section = undefined;
    this.#current = undefined;
  }

  setWish(wish: TrackWish, nowMs: number): void {
    this.#wish = wish;
    this.select(nowMs);
  }

  /** @param quality the highest that the line carries; undefined pauses */
  setAllowed(quality: Quality | undefined, nowMs: number): void {
    if (quality === this.#allowed) return;
    this.#allowed = quality;
    this.select(nowMs);
  }

  /** Chooses the layer to send: the best that is wished, allowed and alive. To be asked again as layers come and go. */
  select(nowMs: number): void {
    this.#target = this.#findTarget(nowMs);
    if (!this.#target) this.#current = undefined;
    else if (this.#section && this.#target !== this.#current) this.track.requestKeyFrame(this.#target, nowMs);
  }

  #findTarget(nowMs: number): ReceivedStream | undefined {
    if (!this.#wish.isEnabled || this.#allowed === undefined) return undefined;
    const limit = Math.min(this.#wish.maxQuality, this.#allowed);
    const alive = this.track.listAlive(nowMs);
    return alive.findLast(({ quality }) => quality <= limit) ?? alive[0];
  }

  /** The receiver cannot go on without a key frame. */
  handleKeyFrameRequest(nowMs: number): void {
    const stream = this.#target ?? this.#current;
    if (stream) this.track.requestKeyFrame(stream, nowMs);
  }

  handlePacket(stream: ReceivedStream, packet: MediaPacket, nowMs: number): void {
    const section = this.#section;
    if (!section || (stream !== this.#current && !this.#trySwitch(stream, packet, nowMs))) return;
    const entry = this.#entry;
    if (!this.#rewriter.rewrite(packet.sequence, packet.timestamp, nowMs, entry)) return;
    entry.quality = stream.quality;
    entry.source = packet.sequence;
    const isNewest = packet.sequence > this.#newest;
    if (isNewest) this.#newest = packet.sequence;
    if (this.track.codec === "vp8") this.#vp8.rewrite(packet.payload, isNewest, entry);
    this.#log?.add(entry);
    this.#send(section, packet, nowMs);
    if (isNewest) this.#last = { sourceTimestamp: packet.timestamp, timestamp: entry.timestamp, atMs: nowMs };
    this.#packetCount += 1;
    this.#byteCount += packet.payload.length;
    if (this.#packetCount === 1) this.#onFirstPacket();
  }

  /** A packet of the source without content: its number is taken out. */
  handleSkipped(stream: ReceivedStream, sequence: number): void {
    if (stream === this.#current) this.#rewriter.drop(sequence);
  }

  #trySwitch(stream: ReceivedStream, packet: MediaPacket, nowMs: number): boolean {
    if (!this.#target) this.select(nowMs);
    if (stream !== this.#target) return false;
    if (!packet.isKeyFrameStart) {
      this.track.requestKeyFrame(stream, nowMs);
      return false;
    }
    this.#rewriter.switchTo(packet.sequence, packet.timestamp, nowMs, this.#computeExpected(stream, packet.timestamp));
    this.#vp8.switchTo(packet.payload);
    this.#newest = packet.sequence - 1;
    this.#current = this.#clockSource = stream;
    return true;
  }

  /** The time on the way out that this source time means by the publisher's wall clock. */
  #computeExpected(stream: ReceivedStream, timestamp: number): number | undefined {
    const before = this.#clockSource;
    if (!before) return undefined;
    const offset = this.#rewriter.timestampOffset;
    if (before === stream) return (timestamp + offset) >>> 0;
    const ntpMs = stream.toNtpMs(timestamp);
    const inClockOfBefore = ntpMs === undefined ? undefined : before.toTimestamp(ntpMs);
    return inClockOfBefore === undefined ? undefined : (inClockOfBefore + offset) >>> 0;
  }

  #send(section: OutgoingSection, packet: MediaPacket, nowMs: number): void {
    const { sequence, timestamp } = this.#entry;
    const header = {
      payloadType: section.payloadType,
      isMarked: packet.isMarked,
      sequence,
      timestamp,
      ssrc: this.ssrc,
      mid: this.#packetCount < packetsWithMid ? section.mid : undefined,
      dependencyDescriptor: packet.descriptor,
    };
    if (this.track.codec !== "vp8") this.#sender.send(header, section.extensions, packet.payload, nowMs);
    else withVp8Numbers(packet.payload, this.#entry, () => this.#sender.send(header, section.extensions, packet.payload, nowMs));
  }

  /** Sends packets again that the receiver did not get, as RTX; what is too old is gone. @see RFC 4588 §4 */
  handleNack(sequences: readonly number[], nowMs: number): void {
    for (const sequence of sequences) this.resend(sequence, nowMs);
  }

  /** @returns how many bytes of payload were sent again; 0 when the packet is gone */
  resend(sequence: number, nowMs: number): number {
    const section = this.#section;
    const entry = this.#entry;
    if (section?.rtxPayloadType === undefined || !this.#log?.find(sequence, entry)) return 0;
    const packet = this.track.streams.find(({ quality }) => quality === entry.quality)?.history.find(entry.source);
    if (!packet) return 0;
    const payload = this.#copyWithSequence(packet, sequence);
    this.#rtxSequence = (this.#rtxSequence + 1) & 0xffff;
    const header = {
      payloadType: section.rtxPayloadType,
      isMarked: packet.isMarked,
      sequence: this.#rtxSequence,
      timestamp: entry.timestamp,
      ssrc: this.rtxSsrc,
      mid: this.#packetCount < packetsWithMid ? section.mid : undefined,
      dependencyDescriptor: packet.descriptor,
    };
    this.#sender.send(header, section.extensions, payload, nowMs);
    return payload.length;
  }

  #copyWithSequence({ payload }: MediaPacket, sequence: number): Buffer {
    const copy = Buffer.allocUnsafe(payload.length + 2);
    copy.writeUInt16BE(sequence);
    const write = (): void => void payload.copy(copy, 2);
    if (this.track.codec === "vp8") withVp8Numbers(payload, this.#entry, write);
    else write();
    return copy;
  }

  /** Numbers of the newest packets, newest first, for probing. */
  *listRecent(): Generator<number> {
    const newest = this.#entry.sequence;
    for (let back = 0; back < 64; back++) yield (newest - back) & 0xffff;
  }

  /** @returns undefined while there is nothing to tell the receiver's clocks */
  buildReport(nowMs: number): { readonly packet: Buffer; readonly ntpMs: number } | undefined {
    const { sourceTimestamp, timestamp, atMs } = this.#last;
    const ntpAtLast = this.#packetCount > 0 ? this.#current?.toNtpMs(sourceTimestamp) : undefined;
    if (ntpAtLast === undefined || !this.#section) return undefined;
    const elapsedMs = nowMs - atMs;
    const ntpMs = ntpAtLast + elapsedMs;
    const report = {
      ssrc: this.ssrc,
      ntpMs,
      timestamp: timestamp + Math.round((elapsedMs * this.track.clockRate) / 1000),
      packetCount: this.#packetCount,
      byteCount: this.#byteCount,
    };
    return { packet: buildSenderReport(report, this.#section.canonicalName), ntpMs };
  }
}
