import { type ExtensionIds, HeaderWriter, type OutgoingHeader, type RtcpMessage } from "../rtp/index.ts";
import { BandwidthEstimator } from "../bandwidth/index.ts";
import { BitrateMeter } from "./bitrate-meter.ts";
import type { ForwardedTrack } from "./forwarded-track.ts";
import { SentPackets } from "./sent-packets.ts";

/** Where packets for one peer go: protects and sends them. */
export interface PacketSink {
  /** @param header its first `headerBytes` are the header; both buffers may be changed after the call */
  sendRtp(header: Buffer, headerBytes: number, payload: Buffer): void;
  /** @param packet compound, unprotected */
  sendRtcp(packet: Buffer): void;
}

const reportPauseMs = 1_000;
const defaultRoundTripMs = 100;
const mostResendsAtOnce = 120;

/** Sends all tracks that one peer receives, and hears how they arrive. */
export class MediaSender {
  readonly estimator = new BandwidthEstimator();
  readonly meter = new BitrateMeter();
  readonly #sink: PacketSink;
  readonly #tracks = new Map<number, ForwardedTrack>();
  readonly #writer = new HeaderWriter();
  readonly #sent = new SentPackets();
  readonly #reports = new Map<number, number>();
  #reportedAtMs = -Infinity;
  #roundTripMs: number | undefined;
  #fractionLost = 0;
  #isProbing = false;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  get tracks(): Iterable<ForwardedTrack> {
    return this.#tracks.values();
  }

  /** undefined before the first answer */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** The share of packets that the peer missed lately, 0–1. */
  get fractionLost(): number {
    return this.#fractionLost;
  }

  add(track: ForwardedTrack): void {
    this.#tracks.set(track.ssrc, track);
  }

  remove(track: ForwardedTrack): void {
    this.#tracks.delete(track.ssrc);
    this.#reports.delete(track.ssrc);
  }

  send(header: Omit<OutgoingHeader, "transportSequence">, extensions: ExtensionIds, payload: Buffer, nowMs: number): void {
    const isCounted = extensions.transportSequence !== undefined;
    // The clock is read again: on a busy machine the packet may be older than its sending.
    const transportSequence = isCounted ? this.#sent.add(payload.length + 40, performance.now(), this.#isProbing) : undefined;
    const headerBytes = this.#writer.write({ ...header, transportSequence }, extensions);
    this.meter.add(headerBytes + payload.length, nowMs);
    this.#sink.sendRtp(this.#writer.buffer, headerBytes, payload);
  }

  handleControl(message: RtcpMessage, nowMs: number): void {
    switch (message.kind) {
      case "nack":
        this.#tracks.get(message.ssrc)?.handleNack(message.sequences.slice(0, mostResendsAtOnce), nowMs);
        break;
      case "keyFrameRequest":
        this.#tracks.get(message.ssrc)?.handleKeyFrameRequest(nowMs);
        break;
      case "transportFeedback":
        this.estimator.handleFeedback(this.#sent.match(message.baseSequence, message.arrivalsMs), nowMs);
        break;
      case "receiverReport":
      case "senderReport":
        for (const report of message.reports) this.#handleReport(report, nowMs);
        break;
      default:
    }
  }

  #handleReport(
    report: { ssrc: number; fractionLost: number; lastSenderReport: number; delaySinceLastSenderReport: number },
    nowMs: number,
  ) {
    if (!this.#tracks.has(report.ssrc)) return;
    this.#fractionLost += (report.fractionLost / 256 - this.#fractionLost) / 4;
    const sentAtMs = this.#reports.get(report.ssrc);
    if (report.lastSenderReport === 0 || sentAtMs === undefined) return;
    const roundTripMs = nowMs - sentAtMs - (report.delaySinceLastSenderReport * 1000) / 65_536;
    if (roundTripMs >= 0 && roundTripMs < 5_000) this.#roundTripMs = (this.#roundTripMs ?? roundTripMs) * 0.8 + roundTripMs * 0.2;
  }

  /** Tells the receiver's clocks the time, once a second. */
  sendReports(nowMs: number): void {
    if (nowMs - this.#reportedAtMs < reportPauseMs) return;
    this.#reportedAtMs = nowMs;
    for (const track of this.#tracks.values()) {
      const report = track.buildReport(nowMs);
      if (!report) continue;
      this.#reports.set(track.ssrc, nowMs);
      this.#sink.sendRtcp(report.packet);
    }
  }

  /** Sends old packets again, to learn whether the line carries more. @returns how many bytes were sent */
  sendProbe(bytes: number, nowMs: number): number {
    let sentBytes = 0;
    this.#isProbing = true;
    for (const track of this.#tracks.values()) {
      for (const sequence of track.listRecent()) {
        if (sentBytes >= bytes) break;
        sentBytes += track.resend(sequence, nowMs);
      }
    }
    this.#isProbing = false;
    return sentBytes;
  }

  get roundTripOrDefaultMs(): number {
    return this.#roundTripMs ?? defaultRoundTripMs;
  }
}
