import {
  Codec,
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  type DataPacket,
  DisconnectReason,
  LeaveRequest_Action,
  ParticipantInfo_State,
  ParticipantUpdate,
  Room as RoomInfo,
  RoomUpdate,
  SpeakerInfo,
  SpeakersChanged,
} from "@livekit/protocol";
import type { Speaker } from "../forwarding/index.ts";
import { parseDataPacket, routeData, stampData } from "./data.ts";
import type { MediaHub } from "./media-hub.ts";
import type { Participant } from "./participant.ts";
import { type PublishedTrack, publishableMimeTypes } from "./published-track.ts";
import { describeQuality } from "./quality.ts";
import { createSid } from "./sid.ts";
import { SubscriptionPermissions } from "./subscription-permissions.ts";

/** Tells the outside what happens in rooms. */
export interface RoomObserver {
  onRoomStarted?(room: Room): void;
  onRoomFinished?(room: Room): void;
  onParticipantJoined?(participant: Participant): void;
  onParticipantLeft?(participant: Participant, reason: DisconnectReason): void;
  onTrackPublished?(track: PublishedTrack): void;
}

export interface RoomOptions {
  readonly name: string;
  readonly hub: MediaHub;
  readonly observer: RoomObserver;
  /** Called when the last one is gone. */
  readonly onEmpty: (room: Room) => void;
}

const tickMs = 1_000;
const qualityEveryTicks = 4;
/** A room that was made and never used ends by then. */
const unusedMs = 300_000;

/** A room: who is in it, and what each sees of the others. */
export class Room {
  readonly sid = createSid("RM_");
  readonly name: string;
  readonly hub: MediaHub;
  readonly createdAt = Date.now();
  readonly permissions = new SubscriptionPermissions();
  readonly #options: RoomOptions;
  readonly #participants = new Map<string, Participant>();
  readonly #timer: NodeJS.Timeout;
  #tickCount = 0;
  metadata = "";
  maxParticipants = 0;
  isRecording = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.name = options.name;
    this.hub = options.hub;
    this.hub.rooms.set(this.sid, ({ speakers }) => this.#handleSpeakers(speakers));
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  get participants(): Participant[] {
    return [...this.#participants.values()];
  }

  /** @param identity the application's id of a person */
  find(identity: string): Participant | undefined {
    return this.#participants.get(identity);
  }

  findTrack(sid: string): PublishedTrack | undefined {
    for (const participant of this.#participants.values()) {
      const track = participant.publishing.find(sid);
      if (track) return track;
    }
    return undefined;
  }

  /** @returns those whom this one may see */
  listOthers(participant: Participant): Participant[] {
    return this.participants.filter((other) => other.identity !== participant.identity && !other.isHidden);
  }

  /** Takes a participant in. An earlier one of the same identity is put out: a person is in a room once. */
  add(participant: Participant): void {
    const before = this.#participants.get(participant.identity);
    if (before) this.remove(before, DisconnectReason.DUPLICATE_IDENTITY);
    this.#participants.set(participant.identity, participant);
    participant.setState(ParticipantInfo_State.JOINED);
    this.broadcast(participant);
    this.#options.observer.onParticipantJoined?.(participant);
    if (participant.isAutoSubscribing) this.subscribeToAll(participant);
  }

  subscribeToAll(participant: Participant): void {
    for (const other of this.#participants.values()) {
      for (const track of other.publishing.tracks) participant.subscribing.begin(track);
    }
  }

  mayReceive(track: PublishedTrack, subscriber: Participant): boolean {
    return this.permissions.mayReceive(track, subscriber);
  }

  handleConnected(participant: Participant): void {
    if (participant.state === ParticipantInfo_State.ACTIVE || participant.isGone) return;
    participant.setState(ParticipantInfo_State.ACTIVE);
    this.broadcast(participant);
  }

  /** The packets' way is gone for good: the client must come anew. */
  handleTransportLost(participant: Participant): void {
    if (participant.isGone) return;
    this.remove(participant, DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT);
  }

  handleTrackStarted(track: PublishedTrack): void {
    track.publisher.touch();
    this.broadcast(track.publisher);
    this.#options.observer.onTrackPublished?.(track);
    for (const participant of this.#participants.values()) if (participant.isAutoSubscribing) participant.subscribing.begin(track);
  }

  handleData(sender: Participant, label: string, message: Uint8Array): void {
    if (!sender.permission.canPublishData || (label !== "_reliable" && label !== "_lossy")) return;
    const packet = parseDataPacket(message);
    if (!packet) return;
    stampData(packet, sender);
    this.sendData(packet, label, sender);
  }

  /** @param sender who does not get it back; undefined for the server's own */
  sendData(packet: DataPacket, label: "_reliable" | "_lossy", sender?: Participant): void {
    const receivers = routeData(packet, this.participants).filter((participant) => participant !== sender);
    const transports = receivers.map(({ receivingTransport }) => receivingTransport);
    if (transports.length > 0) this.hub.send({ type: "sendData", transports, label, message: packet.toBinary() });
  }

  /** Tells everybody how this participant is now; of hidden ones only themselves. */
  broadcast(participant: Participant): void {
    const update = { case: "update", value: new ParticipantUpdate({ participants: [participant.toInfo()] }) } as const;
    if (participant.isHidden) return participant.send(update);
    for (const other of this.#participants.values()) other.send(update);
    if (participant.isGone) participant.send(update);
  }

  setMetadata(metadata: string): void {
    this.metadata = metadata;
    this.#broadcastRoom();
  }

  setRecording(isRecording: boolean): void {
    this.isRecording = isRecording;
    this.#broadcastRoom();
  }

  #broadcastRoom(): void {
    const value = new RoomUpdate({ room: this.toInfo() });
    for (const participant of this.#participants.values()) participant.send({ case: "roomUpdate", value });
  }

  #handleSpeakers(speakers: readonly Speaker[]): void {
    const infos = speakers.flatMap(({ trackId, level, isActive }) => {
      const sid = this.findTrack(trackId)?.publisher.sid;
      return sid === undefined ? [] : [new SpeakerInfo({ sid, level, active: isActive })];
    });
    const value = new SpeakersChanged({ speakers: infos });
    for (const participant of this.#participants.values()) participant.send({ case: "speakersChanged", value });
  }

  #tick(): void {
    if (this.#participants.size === 0 && Date.now() - this.createdAt > unusedMs) return this.#options.onEmpty(this);
    const nowMs = performance.now();
    for (const participant of this.#participants.values()) participant.publishing.tellWantedQualities(nowMs);
    this.#tickCount += 1;
    if (this.#tickCount % qualityEveryTicks === 0) this.#tellQualities();
  }

  #tellQualities(): void {
    const updates = this.participants
      .filter(({ health, isHidden }) => health !== undefined && !isHidden)
      .map(({ sid, health }) => new ConnectionQualityInfo({ participantSid: sid, ...describeQuality(health) }));
    const value = new ConnectionQualityUpdate({ updates });
    for (const participant of this.#participants.values()) participant.send({ case: "connectionQuality", value });
  }

  /** Puts a participant out. Idempotent. */
  remove(participant: Participant, reason: DisconnectReason, action = LeaveRequest_Action.DISCONNECT): void {
    if (participant.isGone) return;
    const isClientGone = reason === DisconnectReason.CLIENT_INITIATED || reason === DisconnectReason.CONNECTION_TIMEOUT;
    if (!isClientGone) participant.sendLeave(reason, action);
    if (this.#participants.get(participant.identity) === participant) this.#participants.delete(participant.identity);
    participant.close();
    this.permissions.forget(participant);
    this.broadcast(participant);
    this.#options.observer.onParticipantLeft?.(participant, reason);
    if (this.#participants.size === 0) this.#options.onEmpty(this);
  }

  /** Ends the room for all. */
  close(reason: DisconnectReason, action = LeaveRequest_Action.DISCONNECT): void {
    for (const participant of this.participants) this.remove(participant, reason, action);
    clearInterval(this.#timer);
    this.hub.rooms.delete(this.sid);
  }

  toInfo(): RoomInfo {
    const visible = this.participants.filter(({ isHidden }) => !isHidden);
    return new RoomInfo({
      sid: this.sid,
      name: this.name,
      metadata: this.metadata,
      creationTime: BigInt(Math.floor(this.createdAt / 1000)),
      creationTimeMs: BigInt(this.createdAt),
      numParticipants: visible.length,
      numPublishers: visible.filter(({ publishing }) => publishing.tracks.length > 0).length,
      maxParticipants: this.maxParticipants,
      activeRecording: this.isRecording,
      enabledCodecs: publishableMimeTypes.map((mime) => new Codec({ mime })),
    });
  }
}
