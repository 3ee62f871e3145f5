import type { MediaCommand, MediaEvent, MediaNode, TransportHealth } from "../media/index.ts";

export interface TransportListener {
  onConnected(): void;
  onLost(reason: string): void;
  onChannelOpened(label: string): void;
  onData(label: string, message: Uint8Array): void;
  onHealth(health: TransportHealth): void;
}

type SpeakersEvent = Extract<MediaEvent, { type: "speakers" }>;

const firstPrefix = 0x41;

/** One media worker, with its events brought to those whom they concern. */
export class MediaHub {
  readonly node: MediaNode;
  /** One letter that leads the ICE fragments of its transports, so that connections can be told apart before they reach it. */
  readonly prefix: string;
  readonly transports = new Map<string, TransportListener>();
  readonly tracks = new Map<string, (event: Extract<MediaEvent, { type: "trackStarted" }>) => void>();
  readonly forwards = new Map<string, (event: Extract<MediaEvent, { type: "forwardStarted" | "forwardPaused" }>) => void>();
  readonly rooms = new Map<string, (event: SpeakersEvent) => void>();

  constructor(node: MediaNode, index: number) {
    this.node = node;
    this.prefix = String.fromCodePoint(firstPrefix + index);
    node.onEvent((event) => this.#handle(event));
  }

  send(command: MediaCommand): void {
    this.node.send(command);
  }

  /** How many transports it carries. */
  get load(): number {
    return this.transports.size;
  }

  #handle(event: MediaEvent): void {
    switch (event.type) {
      case "connected":
        return this.transports.get(event.transport)?.onConnected();
      case "lost":
        return this.transports.get(event.transport)?.onLost(event.reason);
      case "channelOpened":
        return this.transports.get(event.transport)?.onChannelOpened(event.label);
      case "data":
        return this.transports.get(event.transport)?.onData(event.label, event.message);
      case "trackStarted":
        return this.tracks.get(event.track)?.(event);
      case "forwardStarted":
      case "forwardPaused":
        return this.forwards.get(event.forward)?.(event);
      case "speakers":
        return this.rooms.get(event.room)?.(event);
      case "health":
        for (const health of event.transports) this.transports.get(health.transport)?.onHealth(health);
    }
  }
}
