import { must } from "@veche/kernel";
import { ForwardedTrack, LoopWatch, ReceivedTrack } from "../forwarding/index.ts";
import type { TransportEngine } from "../transport/index.ts";
import { MediaPeer } from "./media-peer.ts";
import { MediaRoom } from "./media-room.ts";
import type { MediaCommand, MediaEvent } from "./protocol.ts";

type CommandOf<Type extends MediaCommand["type"]> = Extract<MediaCommand, { type: Type }>;

interface Published {
  readonly track: ReceivedTrack;
  readonly peer: MediaPeer;
  readonly mid: string;
  readonly isScreen: boolean;
}

interface Forwarding {
  readonly track: ForwardedTrack;
  readonly peer: MediaPeer;
}

const tickMs = 20;
const updateMs = 200;
const healthMs = 2_000;
const mostChannelMessageBytes = 262_144;

/**
 * Carries the sound and picture of rooms, as commands say. Commands about what has ended meanwhile are left undone:
 * the signalling learns of an end later than it happens.
 */
export class MediaEngine {
  readonly #engine: TransportEngine;
  readonly #emit: (event: MediaEvent) => void;
  readonly #loop = new LoopWatch();
  readonly #rooms = new Map<string, MediaRoom>();
  readonly #peers = new Map<string, MediaPeer>();
  readonly #published = new Map<string, Published>();
  readonly #forwards = new Map<string, Forwarding>();
  readonly #timer: NodeJS.Timeout;
  #updatedAtMs = 0;
  #healthAtMs = 0;

  constructor(engine: TransportEngine, emit: (event: MediaEvent) => void) {
    this.#engine = engine;
    this.#emit = emit;
    this.#loop.start();
    this.#timer = setInterval(() => this.#tick(performance.now()), tickMs);
  }

  handle(command: MediaCommand): void {
    const nowMs = performance.now();
    switch (command.type) {
      case "openTransport":
        return this.#openTransport(command);
      case "setRemote":
        return this.#peers.get(command.transport)?.transport.setRemote(command.remote);
      case "restartIce":
        return this.#restartIce(command);
      case "openChannels":
        return this.#peers.get(command.transport)?.transport.openChannels(command.port, command.channels);
      case "closeTransport":
        return this.#closeTransport(command.transport);
      case "receiveTrack":
        return this.#receiveTrack(command);
      case "muteTrack":
        return this.#muteTrack(command, nowMs);
      case "dropTrack":
        return this.#dropTrack(command.track);
      case "forwardTrack":
        return this.#forwardTrack(command);
      case "bindForward":
        return this.#forwards.get(command.forward)?.track.bind(command.section, nowMs);
      case "wishForward":
        return this.#forwards.get(command.forward)?.track.setWish(command.wish, nowMs);
      case "stopForward":
        return this.#stopForward(command.forward);
      case "sendData":
        return this.#sendData(command);
    }
  }

  #openTransport({ room: roomId, transport, credentials }: CommandOf<"openTransport">): void {
    const room = this.#rooms.get(roomId) ?? new MediaRoom(roomId);
    this.#rooms.set(roomId, room);
    const peer = new MediaPeer({
      id: transport,
      room,
      engine: this.#engine,
      credentials,
      loop: this.#loop,
      handlers: {
        onConnected: () => this.#handleConnected(peer),
        onLost: (reason) => {
          this.#closeTransport(transport);
          this.#emit({ type: "lost", transport, reason });
        },
        onChannelOpen: (label) => this.#emit({ type: "channelOpened", transport, label }),
        onData: (label, message) => this.#handleData(transport, label, message),
        onTrackStarted: (track) => this.#handleTrackStarted(track),
        onStreamStarted: ({ track }) => selectAll(track),
        onAudioLevel: (track, level) => room.speakers.handleLevel(track.id, level),
      },
    });
    room.transports.add(transport);
    this.#peers.set(transport, peer);
  }

  #handleConnected(peer: MediaPeer): void {
    this.#emit({ type: "connected", transport: peer.id });
    for (const track of peer.sender.tracks) track.handleKeyFrameRequest(performance.now());
  }

  #handleData(transport: string, label: string, message: Buffer): void {
    if (message.length <= mostChannelMessageBytes) this.#emit({ type: "data", transport, label, message: Uint8Array.from(message) });
  }

  #handleTrackStarted(track: ReceivedTrack): void {
    this.#emit({ type: "trackStarted", track: track.id, codec: must(track.codec) });
    selectAll(track);
  }

  #restartIce({ transport, credentials }: CommandOf<"restartIce">): void {
    const isPossible = this.#peers.get(transport)?.transport.restartIce(credentials);
    if (isPossible === false) this.#emit({ type: "lost", transport, reason: "silent" });
  }

  #closeTransport(id: string): void {
    const peer = this.#peers.get(id);
    if (!peer) return;
    this.#peers.delete(id);
    for (const [trackId, { peer: owner }] of this.#published) if (owner === peer) this.#dropTrack(trackId);
    for (const [forwardId, { peer: owner }] of this.#forwards) if (owner === peer) this.#stopForward(forwardId);
    peer.transport.close();
    peer.room.transports.delete(id);
    if (peer.room.transports.size === 0) this.#rooms.delete(peer.room.id);
  }

  #receiveTrack(command: CommandOf<"receiveTrack">): void {
    const peer = this.#peers.get(command.transport);
    if (!peer) return;
    const known = this.#published.get(command.track);
    const track =
      known?.track ?? new ReceivedTrack({ id: command.track, kind: command.kind, askKeyFrame: (ssrc) => peer.receiver.askKeyFrame(ssrc) });
    track.isMuted = command.isMuted;
    const { mid, codecs, extensions, sources, qualities } = command.section;
    this.#published.set(command.track, { track, peer, mid, isScreen: command.isScreen });
    if (!known && command.kind === "audio") peer.room.addSound(command.track);
    peer.receiver.bind({ mid, track, codecs: new Map(codecs), extensions, sources, qualityByRid: new Map(qualities) });
  }

  #muteTrack({ track: id, isMuted }: CommandOf<"muteTrack">, nowMs: number): void {
    const published = this.#published.get(id);
    if (!published) return;
    published.track.isMuted = isMuted;
    if (!isMuted) for (const stream of published.track.streams) published.track.requestKeyFrame(stream, nowMs);
  }

  #dropTrack(id: string): void {
    const published = this.#published.get(id);
    if (!published) return;
    this.#published.delete(id);
    published.peer.receiver.unbind(published.mid);
    published.peer.room.removeSound(id);
    for (const [forwardId, { track }] of this.#forwards) if (track.track === published.track) this.#stopForward(forwardId);
  }

  #forwardTrack({ transport, forward, track: trackId, ssrc, rtxSsrc }: CommandOf<"forwardTrack">): void {
    const [peer, published] = [this.#peers.get(transport), this.#published.get(trackId)];
    if (!peer || !published) return;
    const onFirstPacket = (): void => this.#emit({ type: "forwardStarted", forward });
    const track = new ForwardedTrack({ id: forward, track: published.track, sender: peer.sender, ssrc, rtxSsrc, onFirstPacket });
    this.#forwards.set(forward, { track, peer });
    published.track.receivers.add(track);
    peer.sender.add(track);
    published.peer.room.addReceiver(track);
  }

  #stopForward(id: string): void {
    const forwarding = this.#forwards.get(id);
    if (!forwarding) return;
    this.#forwards.delete(id);
    const { track, peer } = forwarding;
    track.unbind();
    track.track.receivers.delete(track);
    peer.sender.remove(track);
    peer.room.removeReceiver(track);
  }

  #sendData({ transports, label, message }: CommandOf<"sendData">): void {
    const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    for (const transport of transports) this.#peers.get(transport)?.transport.sendData(label, bytes);
  }

  #tick(nowMs: number): void {
    for (const peer of this.#peers.values()) peer.tick(nowMs);
    if (nowMs - this.#updatedAtMs >= updateMs) this.#update(nowMs);
    if (nowMs - this.#healthAtMs >= healthMs) this.#reportHealth(nowMs);
  }

  #update(nowMs: number): void {
    this.#updatedAtMs = nowMs;
    const speaking = new Set([...this.#published.values()].filter(isSpeaking).map(({ peer }) => peer));
    const rankOf = (trackId: string) => {
      const published = this.#published.get(trackId);
      if (published?.isScreen) return "screen";
      return published && speaking.has(published.peer) ? "speaker" : "other";
    };
    for (const peer of this.#peers.values()) {
      for (const { id, isPaused } of peer.update(nowMs, rankOf)) this.#emit({ type: "forwardPaused", forward: id, isPaused });
    }
    for (const room of this.#rooms.values()) {
      const speakers = room.update(nowMs);
      if (speakers.length > 0) this.#emit({ type: "speakers", room: room.id, speakers });
    }
  }

  #reportHealth(nowMs: number): void {
    this.#healthAtMs = nowMs;
    this.#engine.tick(nowMs);
    const connected = [...this.#peers.values()].filter(({ transport }) => transport.isConnected);
    if (connected.length > 0) this.#emit({ type: "health", transports: connected.map((peer) => peer.describeHealth(nowMs)) });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#loop.stop();
    for (const id of this.#peers.keys()) this.#closeTransport(id);
    await this.#engine.close();
  }
}

const isSpeaking = ({ track, peer }: Published): boolean => track.kind === "audio" && peer.room.speakers.isActive(track.id);

function selectAll(track: ReceivedTrack): void {
  const nowMs = performance.now();
  for (const receiver of track.receivers) receiver.select(nowMs);
}
