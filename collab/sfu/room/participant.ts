import {
  type DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  ParticipantInfo,
  ParticipantInfo_Kind,
  ParticipantInfo_State,
  ParticipantPermission,
  SignalResponse,
  TrackSource,
} from "@livekit/protocol";
import type { TransportHealth } from "../media/index.ts";
import type { Grants } from "../tokens/index.ts";
import { PublisherConnection, SubscriberConnection } from "./connection.ts";
import type { TransportListener } from "./media-hub.ts";
import { Publishing } from "./publishing.ts";
import type { Room } from "./room.ts";
import { createSid } from "./sid.ts";
import { Subscribing } from "./subscribing.ts";

/** The way to a client's program; it may break and be replaced. */
export interface SignalChannel {
  send(response: SignalResponse): void;
  close(): void;
}

export interface ParticipantOptions {
  readonly grants: Grants;
  readonly channel: SignalChannel;
  /** One connection for both directions, on which the client makes the offers; older clients have two. */
  readonly isSingle: boolean;
  readonly isAutoSubscribing: boolean;
}

type Message = NonNullable<ConstructorParameters<typeof SignalResponse>[0]>["message"];

/** A person, or a program, in a room. */
export class Participant {
  readonly sid = createSid("PA_");
  readonly identity: string;
  readonly room: Room;
  readonly isSingle: boolean;
  readonly isAutoSubscribing: boolean;
  readonly isHidden: boolean;
  readonly publishing: Publishing;
  readonly subscribing: Subscribing;
  readonly permission: ParticipantPermission;
  readonly attributes: Record<string, string>;
  readonly joinedAt = Date.now();
  readonly #grants: Grants;
  readonly #publisher: PublisherConnection;
  readonly #subscriber: SubscriberConnection | undefined;
  name: string;
  metadata: string;
  health: TransportHealth | undefined;
  #channel: SignalChannel | undefined;
  #state: ParticipantInfo_State = ParticipantInfo_State.JOINING;
  #version = 0;

  constructor(room: Room, { grants, channel, isSingle, isAutoSubscribing }: ParticipantOptions) {
    this.room = room;
    this.#grants = grants;
    this.identity = grants.identity;
    this.name = grants.name;
    this.metadata = grants.metadata;
    this.attributes = { ...grants.attributes };
    this.isHidden = grants.isHidden;
    this.isSingle = isSingle;
    this.isAutoSubscribing = isAutoSubscribing;
    this.permission = toPermission(grants);
    this.#channel = channel;
    this.publishing = new Publishing(this);
    const handlers = { findExpected: this.publishing.findExpected.bind(this.publishing) };
    this.#publisher = new PublisherConnection(room.hub, room.sid, handlers, this.#listenTo(isSingle));
    if (!isSingle) this.#subscriber = new SubscriberConnection(room.hub, room.sid, this.#listenTo(true));
    this.subscribing = new Subscribing(this, this.#publisher, this.#subscriber);
  }

  get state(): ParticipantInfo_State {
    return this.#state;
  }

  get isGone(): boolean {
    return this.#state === ParticipantInfo_State.DISCONNECTED;
  }

  get grants(): Grants {
    return this.#grants;
  }

  get publisher(): PublisherConnection {
    return this.#publisher;
  }

  get subscriber(): SubscriberConnection | undefined {
    return this.#subscriber;
  }

  /** The transport on which the participant receives media and data. */
  get receivingTransport(): string {
    return (this.#subscriber ?? this.#publisher).transport;
  }

  #listenTo(isReceiving: boolean): TransportListener {
    return {
      onConnected: () => isReceiving && this.room.handleConnected(this),
      onLost: () => this.room.handleTransportLost(this),
      onChannelOpened: () => {},
      onData: (label, message) => this.room.handleData(this, label, message),
      onHealth: (health) => isReceiving && (this.health = health),
    };
  }

  setState(state: ParticipantInfo_State): void {
    this.#state = state;
    this.#version += 1;
  }

  /** Something that others see has changed. */
  touch(): void {
    this.#version += 1;
  }

  send(message: Message): void {
    if (message) this.#channel?.send(new SignalResponse({ message }));
  }

  /** The client is back on another channel; the old one is closed without a word. */
  attach(channel: SignalChannel): void {
    const before = this.#channel;
    this.#channel = channel;
    if (before !== channel) before?.close();
  }

  /** @returns whether that was the channel in use: the client is away for now */
  detach(channel: SignalChannel): boolean {
    if (this.#channel !== channel) return false;
    this.#channel = undefined;
    return true;
  }

  /** Tells the client to go, or to come back. */
  sendLeave(reason: DisconnectReason, action: LeaveRequest_Action = LeaveRequest_Action.DISCONNECT): void {
    const canReconnect = action !== LeaveRequest_Action.DISCONNECT;
    this.send({ case: "leave", value: new LeaveRequest({ reason, action, canReconnect }) });
  }

  /** Ends everything of it. To be called by the room. */
  close(): void {
    this.setState(ParticipantInfo_State.DISCONNECTED);
    this.publishing.close();
    this.subscribing.close();
    this.#publisher.close();
    this.#subscriber?.close();
    this.#channel?.close();
    this.#channel = undefined;
  }

  toInfo(): ParticipantInfo {
    const tracks = this.publishing.tracks.map(({ info }) => info);
    return new ParticipantInfo({
      sid: this.sid,
      identity: this.identity,
      name: this.name,
      metadata: this.metadata,
      attributes: this.attributes,
      state: this.#state,
      tracks,
      joinedAt: BigInt(Math.floor(this.joinedAt / 1000)),
      joinedAtMs: BigInt(this.joinedAt),
      version: this.#version,
      isPublisher: tracks.length > 0,
      permission: this.permission,
      kind: this.#grants.isRecorder ? ParticipantInfo_Kind.EGRESS : ParticipantInfo_Kind.STANDARD,
    });
  }
}

const sourceNames: Readonly<Record<string, TrackSource>> = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

function toPermission(grants: Grants): ParticipantPermission {
  return new ParticipantPermission({
    canSubscribe: grants.canSubscribe,
    canPublish: grants.canPublish,
    canPublishData: grants.canPublishData,
    canUpdateMetadata: grants.canUpdateOwnMetadata,
    hidden: grants.isHidden,
    recorder: grants.isRecorder,
    canPublishSources: grants.publishSources.flatMap((name) => sourceNames[name] ?? []),
  });
}
