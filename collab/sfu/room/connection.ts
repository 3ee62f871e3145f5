import { createIceCredentials, type IceCredentials } from "../ice/index.ts";
import {
  Answerer,
  type AnswererHandlers,
  type NegotiationEffect,
  type NegotiationResult,
  Offerer,
  type OutgoingTrack,
} from "../negotiation/index.ts";
import { type ConnectionPart, type Description, parseDescription } from "../sdp/index.ts";
import type { MediaHub, TransportListener } from "./media-hub.ts";
import { createSid } from "./sid.ts";

/** What both kinds of connection do: ICE and certificates of one transport in a media worker. */
abstract class Connection {
  readonly transport = createSid("PC_");
  protected readonly hub: MediaHub;
  #credentials: IceCredentials;
  #remoteFragment: string | undefined;
  #version = 0;
  readonly #sessionId = Date.now();
  readonly #setup: ConnectionPart["setup"];

  constructor(hub: MediaHub, room: string, setup: ConnectionPart["setup"], listener: TransportListener) {
    this.hub = hub;
    this.#credentials = createIceCredentials(hub.prefix);
    this.#setup = setup;
    hub.transports.set(this.transport, listener);
    hub.send({ type: "openTransport", room, transport: this.transport, credentials: this.#credentials });
  }

  protected describe(): ConnectionPart {
    const { fingerprint, candidates } = this.hub.node;
    this.#version += 1;
    return {
      credentials: this.#credentials,
      fingerprint,
      candidates,
      setup: this.#setup,
      sessionId: this.#sessionId,
      version: this.#version,
    };
  }

  /** Learns whom to expect. @returns whether the peer began ICE anew */
  protected learnRemote({ sections }: Description): boolean {
    const first = sections.find(({ ice, fingerprint, isRejected }) => ice && fingerprint && !isRejected);
    if (!first?.ice || !first.fingerprint) return false;
    const before = this.#remoteFragment;
    this.#remoteFragment = first.ice.usernameFragment;
    if (before === this.#remoteFragment) return false;
    this.hub.send({ type: "setRemote", transport: this.transport, remote: { fingerprint: first.fingerprint, credentials: first.ice } });
    return before !== undefined;
  }

  restartIce(): void {
    this.#credentials = createIceCredentials(this.hub.prefix);
    this.hub.send({ type: "restartIce", transport: this.transport, credentials: this.#credentials });
  }

  close(): void {
    this.hub.transports.delete(this.transport);
    this.hub.send({ type: "closeTransport", transport: this.transport });
  }
}

type EffectHandler = (effect: Extract<NegotiationEffect, { type: "publish" | "unpublish" }>) => void;

/** The client makes the offers. */
export class PublisherConnection extends Connection {
  readonly answerer: Answerer;

  constructor(hub: MediaHub, room: string, handlers: AnswererHandlers, listener: TransportListener) {
    super(hub, room, "passive", listener);
    this.answerer = new Answerer(handlers);
  }

  /** @returns undefined for what is no offer */
  answer(sdp: string, onEffect: EffectHandler): NegotiationResult | undefined {
    const offer = parseDescription(sdp);
    if (!offer) return undefined;
    if (this.learnRemote(offer)) this.restartIce();
    const result = this.answerer.answer(offer, this.describe());
    applyEffects(this.hub, this.transport, result.effects, [], onEffect);
    return result;
  }
}

/** Channels on which a client with two connections hears data. */
const ownChannels = [
  { label: "_reliable", isOrdered: true },
  { label: "_lossy", isOrdered: false, maxRetransmits: 0 },
];

/** We make the offers; the client only receives. */
export class SubscriberConnection extends Connection {
  readonly offerer = new Offerer();

  constructor(hub: MediaHub, room: string, listener: TransportListener) {
    super(hub, room, "actpass", listener);
  }

  offer(): NegotiationResult {
    const result = this.offerer.offer(this.describe());
    applyEffects(this.hub, this.transport, result.effects, ownChannels, () => {});
    return result;
  }

  handleAnswer(sdp: string, id: number): void {
    const answer = parseDescription(sdp);
    if (answer) this.learnRemote(answer);
    this.offerer.handleAnswer(id);
  }
}

function applyEffects(
  hub: MediaHub,
  transport: string,
  effects: readonly NegotiationEffect[],
  channels: typeof ownChannels,
  onEffect: EffectHandler,
): void {
  for (const effect of effects) {
    if (effect.type === "forward") hub.send({ type: "bindForward", forward: effect.track.forward, section: effect.section });
    else if (effect.type === "openChannels") hub.send({ type: "openChannels", transport, port: effect.port, channels });
    else onEffect(effect);
  }
}

export type { OutgoingTrack };
