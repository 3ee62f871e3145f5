import {
  buildNack,
  buildPli,
  buildReceiverReport,
  type CodecName,
  type ExtensionIds,
  ExtensionReader,
  findPayloadEnd,
  type RtcpMessage,
  type RtpHeader,
  startsKeyFrame,
} from "../rtp/index.ts";
import { ArrivalRecorder } from "./arrivals.ts";
import type { LoopWatch } from "./loop-watch.ts";
import type { PacketSink } from "./media-sender.ts";
import type { Quality, ReceivedStream } from "./received-stream.ts";
import type { ReceivedTrack } from "./received-track.ts";

/** What the SDP of a publisher agreed on for one track. */
export interface IncomingSection {
  readonly mid: string;
  readonly track: ReceivedTrack;
  /** By payload type; undefined = RTX. */
  readonly codecs: ReadonlyMap<number, CodecName | undefined>;
  readonly extensions: ExtensionIds;
  /** Without simulcast browsers name their sources in SDP. */
  readonly sources: readonly { readonly ssrc: number; readonly rtxSsrc?: number | undefined }[];
  /** With simulcast they name their layers. */
  readonly qualityByRid: ReadonlyMap<string, Quality>;
}

export interface MediaReceiverHandlers {
  /** The first packet of a track: its codec is known. */
  onTrackStarted(track: ReceivedTrack): void;
  /** The first packet of a layer. */
  onStreamStarted(stream: ReceivedStream): void;
  /** How loud a packet of sound was, in −dBov: 0 = loudest, 127 = silence. @see RFC 6464 */
  onAudioLevel(track: ReceivedTrack, level: number, nowMs: number): void;
}

interface Source {
  readonly stream: ReceivedStream;
  readonly isRtx: boolean;
}

/** One SSRC is enough for all our reports on a transport. */
const ourSsrc = 1;
const feedbackPauseMs = 45;
const reportPauseMs = 1_000;
const mostSources = 256;

/** Takes in everything one peer publishes: tells the sources apart, asks for what got lost, and reports. */
export class MediaReceiver {
  readonly #sink: PacketSink;
  readonly #handlers: MediaReceiverHandlers;
  readonly #loop: LoopWatch;
  readonly #extensions = new ExtensionReader();
  readonly #sections = new Map<string, IncomingSection>();
  readonly #sources = new Map<number, Source>();
  readonly #arrivals = new ArrivalRecorder(ourSsrc);
  #fedBackAtMs = 0;
  #reportedAtMs = 0;
  #loss = { expectedCount: 0, lostCount: 0 };

  constructor(sink: PacketSink, loop: LoopWatch, handlers: MediaReceiverHandlers) {
    this.#sink = sink;
    this.#loop = loop;
    this.#handlers = handlers;
  }

  /** Expects a track on a section of the SDP; again when the section changed. */
  bind(section: IncomingSection): void {
    this.#sections.set(section.mid, section);
    this.#extensions.setIds(section.extensions);
    for (const { ssrc, rtxSsrc } of section.sources) {
      this.#addSource(ssrc, section.track, 2, false);
      if (rtxSsrc !== undefined) this.#addSource(rtxSsrc, section.track, 2, true);
    }
  }

  unbind(mid: string): void {
    const track = this.#sections.get(mid)?.track;
    this.#sections.delete(mid);
    for (const [ssrc, { stream }] of this.#sources) if (stream.track === track) this.#sources.delete(ssrc);
  }

  #addSource(ssrc: number, track: ReceivedTrack, quality: Quality, isRtx: boolean): void {
    const known = this.#sources.get(ssrc);
    if (known?.stream.track === track || this.#sources.size >= mostSources) return;
    const before = track.requireStream(quality);
    const isChanged = !isRtx && before.ssrc !== 0 && before.ssrc !== ssrc;
    const stream = isChanged ? track.renewStream(quality) : before;
    if (isChanged) this.#sources.delete(before.ssrc);
    this.#sources.set(ssrc, { stream, isRtx });
    if (isRtx) stream.rtxSsrc = ssrc;
    else stream.ssrc = ssrc;
  }

  askKeyFrame(ssrc: number): void {
    this.#sink.sendRtcp(Buffer.concat([buildReceiverReport(ourSsrc, []), buildPli(ourSsrc, ssrc)]));
  }

  /** @param end of the decrypted packet */
  handleRtp(packet: Buffer, header: RtpHeader, end: number, nowMs: number): void {
    this.#extensions.read(packet, header);
    this.#recordArrival(header.ssrc, nowMs);
    const source = this.#sources.get(header.ssrc) ?? this.#bindUnknown(header);
    if (!source) return;
    const payloadEnd = findPayloadEnd(packet, header, end);
    if (source.isRtx) this.#handleRtx(source.stream, packet, header, payloadEnd, nowMs);
    else this.#handleMedia(source.stream, packet, header, header.sequence, header.payloadStart, payloadEnd, nowMs);
  }

  #recordArrival(ssrc: number, nowMs: number): void {
    const sequence = this.#extensions.getNumber("transportSequence", 2);
    if (sequence < 0) return;
    const lag = { isLagging: this.#loop.isLagging(nowMs), polledAtMs: this.#loop.polledAtMs };
    this.#loop.notePoll();
    this.#arrivals.add(sequence, ssrc, this.#extensions.getNumber("sendTime", 3), nowMs, lag);
  }

  /** Sources of simulcast say by extensions what they are. @see RFC 8852 */
  #bindUnknown(header: RtpHeader): Source | undefined {
    const section = this.#sections.get(this.#extensions.getText("mid") ?? "");
    if (!section?.codecs.has(header.payloadType)) return undefined;
    const repaired = this.#extensions.getText("repairedRid");
    const rid = repaired ?? this.#extensions.getText("rid");
    const quality = rid === undefined ? 2 : section.qualityByRid.get(rid);
    if (quality === undefined) return undefined;
    const isRtx = repaired !== undefined || section.codecs.get(header.payloadType) === undefined;
    this.#addSource(header.ssrc, section.track, quality, isRtx);
    return this.#sources.get(header.ssrc);
  }

  /** Repairs, and the padding of probes, which repeats what nobody misses. @see RFC 4588 §4 */
  #handleRtx(stream: ReceivedStream, packet: Buffer, header: RtpHeader, end: number, nowMs: number): void {
    const start = header.payloadStart + 2;
    if (start > end) return;
    const sequence = packet.readUInt16BE(header.payloadStart);
    if (stream.isMissing(sequence)) this.#handleMedia(stream, packet, header, sequence, start, end, nowMs);
  }

  #handleMedia(
    stream: ReceivedStream,
    packet: Buffer,
    header: RtpHeader,
    wireSequence: number,
    start: number,
    end: number,
    nowMs: number,
  ): void {
    const { track } = stream;
    const sequence = stream.accept(wireSequence, nowMs);
    if (sequence === undefined) return;
    stream.meter.add(packet.length, nowMs);
    stream.reception.handlePacket(sequence, header.timestamp, nowMs);
    if (track.kind === "video" && !stream.nacks.handleReceived(sequence, nowMs)) track.requestKeyFrame(stream, nowMs);
    if (end <= start) return track.skip(stream, sequence);
    const codec = this.#identify(stream, header.payloadType);
    if (!codec) return;
    const level = track.kind === "audio" ? this.#extensions.getNumber("audioLevel", 1) : -1;
    if (level >= 0) this.#handlers.onAudioLevel(track, level & 0x7f, nowMs);
    const descriptor = this.#extensions.getBytes("dependencyDescriptor");
    const isKeyFrameStart = startsKeyFrame(codec, packet, start, end, descriptor);
    const payload = packet.subarray(start, end);
    track.forward(
      stream,
      { sequence, timestamp: header.timestamp, isMarked: header.isMarked, payload, descriptor, isKeyFrameStart },
      nowMs,
    );
  }

  /** The codec of the track, told by its first packet. */
  #identify(stream: ReceivedStream, payloadType: number): CodecName | undefined {
    const { track } = stream;
    if (track.codec !== undefined) {
      if (!stream.isStarted) this.#handlers.onStreamStarted(stream);
      stream.isStarted = true;
      return track.codec;
    }
    const section = [...this.#sections.values()].find((one) => one.track === track);
    track.codec = section?.codecs.get(payloadType);
    if (track.codec === undefined) return undefined;
    stream.isStarted = true;
    this.#handlers.onTrackStarted(track);
    return track.codec;
  }

  handleControl(message: RtcpMessage, nowMs: number): void {
    if (message.kind === "senderReport") this.#sources.get(message.ssrc)?.stream.handleSenderReport(message, nowMs);
  }

  /** Asks for what is missing and reports what came. To be called every few ms. */
  tick(nowMs: number, roundTripMs: number): void {
    for (const { stream, isRtx } of this.#sources.values()) {
      if (isRtx || stream.nacks.size === 0) continue;
      const due = stream.nacks.takeDue(nowMs, roundTripMs);
      if (due.length > 0) this.#sink.sendRtcp(buildNack(ourSsrc, stream.ssrc, due));
    }
    if (nowMs - this.#fedBackAtMs >= feedbackPauseMs) this.#sendFeedback(nowMs);
    if (nowMs - this.#reportedAtMs >= reportPauseMs) this.#sendReports(nowMs);
  }

  #sendFeedback(nowMs: number): void {
    this.#fedBackAtMs = nowMs;
    for (const packet of this.#arrivals.takeFeedback()) this.#sink.sendRtcp(packet);
  }

  #sendReports(nowMs: number): void {
    this.#reportedAtMs = nowMs;
    const streams = [...this.#sources.values()].filter(({ isRtx }) => !isRtx).map(({ stream }) => stream);
    const reports = streams.flatMap((stream) => stream.reception.takeReport(stream.ssrc, nowMs) ?? []);
    for (const { expectedCount, lostCount } of reports) {
      this.#loss.expectedCount += expectedCount;
      this.#loss.lostCount += lostCount;
    }
    if (reports.length > 0) this.#sink.sendRtcp(buildReceiverReport(ourSsrc, reports));
  }

  /** How much of what was sent to us got lost since the last call, 0–1; repaired packets do not count. */
  takeLoss(): number {
    const { expectedCount, lostCount } = this.#loss;
    this.#loss = { expectedCount: 0, lostCount: 0 };
    return expectedCount > 0 ? lostCount / expectedCount : 0;
  }
}
