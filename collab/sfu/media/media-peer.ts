import type { Demand } from "../bandwidth/index.ts";
import { Line, type LoopWatch, MediaReceiver, MediaSender, type MediaReceiverHandlers } from "../forwarding/index.ts";
import type { IceCredentials } from "../ice/index.ts";
import type { PacketTransport, TransportEngine, TransportHandlers } from "../transport/index.ts";
import type { MediaRoom } from "./media-room.ts";
import type { TransportHealth } from "./protocol.ts";

export interface MediaPeerOptions {
  readonly id: string;
  readonly room: MediaRoom;
  readonly engine: TransportEngine;
  readonly credentials: IceCredentials;
  readonly loop: LoopWatch;
  readonly handlers: Omit<TransportHandlers, "onRtp" | "onRtcp"> & MediaReceiverHandlers;
}

/** One peer's transport with what it brings and what it gets. */
export class MediaPeer {
  readonly id: string;
  readonly room: MediaRoom;
  readonly transport: PacketTransport;
  readonly receiver: MediaReceiver;
  readonly sender: MediaSender;
  readonly line: Line;
  #paused: ReadonlySet<string> = new Set();

  constructor({ id, room, engine, credentials, loop, handlers }: MediaPeerOptions) {
    this.id = id;
    this.room = room;
    this.transport = engine.openTransport(
      { credentials },
      {
        onConnected: () => handlers.onConnected(),
        onLost: (reason) => handlers.onLost(reason),
        onChannelOpen: (label) => handlers.onChannelOpen(label),
        onData: (label, message) => handlers.onData(label, message),
        onRtp: (packet, header, end, nowMs) => this.receiver.handleRtp(packet, header, end, nowMs),
        onRtcp: (message, nowMs) => {
          this.receiver.handleControl(message, nowMs);
          this.sender.handleControl(message, nowMs);
        },
      },
    );
    this.sender = new MediaSender(this.transport);
    this.line = new Line(this.sender);
    this.receiver = new MediaReceiver(this.transport, loop, handlers);
  }

  /** Often: repairs, feedback, probes. */
  tick(nowMs: number): void {
    if (!this.transport.isConnected) return;
    this.receiver.tick(nowMs, this.sender.roundTripOrDefaultMs);
    this.line.tick(nowMs);
    this.sender.sendReports(nowMs);
  }

  /** A few times a second: layers. @returns tracks whose pause began or ended */
  update(nowMs: number, rankOf: (trackId: string) => Demand["rank"]): { readonly id: string; readonly isPaused: boolean }[] {
    for (const track of this.sender.tracks) track.select(nowMs);
    const paused = this.line.update(nowMs, ({ track }) => rankOf(track.id));
    const before = this.#paused;
    this.#paused = paused;
    return [
      ...[...paused].filter((id) => !before.has(id)).map((id) => ({ id, isPaused: true })),
      ...[...before].filter((id) => !paused.has(id)).map((id) => ({ id, isPaused: false })),
    ];
  }

  describeHealth(nowMs: number): TransportHealth {
    return {
      transport: this.id,
      upLoss: this.receiver.takeLoss(),
      downLoss: this.sender.fractionLost,
      roundTripMs: this.sender.roundTripMs,
      estimateBps: this.sender.estimator.estimateBps,
      sentBps: this.sender.meter.getBps(nowMs),
    };
  }
}
