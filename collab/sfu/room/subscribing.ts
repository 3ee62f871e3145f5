import {
  MediaSectionsRequirement,
  SessionDescription,
  StreamState,
  StreamStateInfo,
  StreamStateUpdate,
  TrackSubscribed,
  type UpdateTrackSettings,
} from "@livekit/protocol";
import type { PublisherConnection, SubscriberConnection } from "./connection.ts";
import type { Participant } from "./participant.ts";
import type { PublishedTrack } from "./published-track.ts";
import { Subscription } from "./subscription.ts";

/** Changes that come together make one negotiation. */
const gatherMs = 10;
/** A client that is asked so often for sections and brings none is not asked again until something changes. */
const mostAsks = 5;

/** What a participant receives. */
export class Subscribing {
  readonly #owner: Participant;
  readonly #publisher: PublisherConnection;
  readonly #subscriber: SubscriberConnection | undefined;
  readonly #subscriptions = new Map<string, Subscription>();
  #timer: NodeJS.Timeout | undefined;
  #hasAnswered = false;
  #askCount = 0;

  constructor(owner: Participant, publisher: PublisherConnection, subscriber: SubscriberConnection | undefined) {
    this.#owner = owner;
    this.#publisher = publisher;
    this.#subscriber = subscriber;
  }

  /** Begins to receive a track, if that is allowed and not so already. */
  begin(track: PublishedTrack): void {
    const { room, permission } = this.#owner;
    const isPossible = permission.canSubscribe && track.publisher !== this.#owner && track.codec !== undefined;
    if (!isPossible || this.#subscriptions.has(track.sid) || !room.mayReceive(track, this.#owner)) return;
    const subscription = new Subscription(track, this.#owner);
    this.#subscriptions.set(track.sid, subscription);
    track.subscriptions.set(this.#owner.sid, subscription);
    const { forward, outgoing } = subscription;
    room.hub.forwards.set(forward, (event) => {
      if (event.type === "forwardStarted") this.#handleStarted(subscription);
      else this.#tellPaused(subscription, event.isPaused);
    });
    const transport = this.#owner.receivingTransport;
    room.hub.send({ type: "forwardTrack", transport, forward, track: track.sid, ssrc: outgoing.ssrc, rtxSsrc: outgoing.rtxSsrc });
    (this.#subscriber?.offerer ?? this.#publisher.answerer).add(outgoing);
    this.#askCount = 0;
    this.#scheduleNegotiation();
  }

  #handleStarted({ track }: Subscription): void {
    track.publisher.send({ case: "trackSubscribed", value: new TrackSubscribed({ trackSid: track.sid }) });
  }

  #tellPaused({ track }: Subscription, isPaused: boolean): void {
    const state = isPaused ? StreamState.PAUSED : StreamState.ACTIVE;
    const info = new StreamStateInfo({ participantSid: track.publisher.sid, trackSid: track.sid, state });
    this.#owner.send({ case: "streamStateUpdate", value: new StreamStateUpdate({ streamStates: [info] }) });
  }

  /** Ends receiving. Idempotent. */
  end(subscription: Subscription): void {
    const { track, forward } = subscription;
    if (!this.#subscriptions.delete(track.sid)) return;
    track.subscriptions.delete(this.#owner.sid);
    this.#owner.room.hub.forwards.delete(forward);
    this.#owner.room.hub.send({ type: "stopForward", forward });
    (this.#subscriber?.offerer ?? this.#publisher.answerer).remove(forward);
    this.#askCount = 0;
    this.#scheduleNegotiation();
  }

  /** Begins or ends receiving these tracks; unknown ones are passed over. */
  change(trackSids: readonly string[], isWanted: boolean): void {
    for (const sid of trackSids) {
      const [track, subscription] = [this.#owner.room.findTrack(sid), this.#subscriptions.get(sid)];
      if (isWanted && track) this.begin(track);
      else if (!isWanted && subscription) this.end(subscription);
    }
  }

  applySettings(settings: UpdateTrackSettings): void {
    for (const sid of settings.trackSids) {
      const subscription = this.#subscriptions.get(sid);
      if (!subscription) continue;
      const wish = subscription.setWish(settings);
      this.#owner.room.hub.send({ type: "wishForward", forward: subscription.forward, wish });
      subscription.track.publisher.publishing.tellWantedQualities(performance.now());
    }
  }

  /** Takes away what may not be received any more, and begins what may. */
  enforcePermission(): void {
    const { room, permission } = this.#owner;
    for (const subscription of this.#subscriptions.values()) {
      if (!permission.canSubscribe || !room.mayReceive(subscription.track, this.#owner)) this.end(subscription);
    }
    if (this.#owner.isAutoSubscribing) room.subscribeToAll(this.#owner);
  }

  /** The client's offer: answers it. */
  handleOffer({ sdp, id }: SessionDescription): void {
    const result = this.#publisher.answer(sdp, (effect) => this.#owner.publishing.handleEffect(effect));
    if (!result) return;
    const answer = new SessionDescription({ type: "answer", sdp: result.sdp, id, midToTrackId: { ...result.trackByMid } });
    this.#owner.send({ case: "answer", value: answer });
    this.#hasAnswered = true;
    if (!this.#subscriber) this.#scheduleNegotiation();
  }

  handleAnswer({ sdp, id }: SessionDescription): void {
    this.#subscriber?.handleAnswer(sdp, id);
    this.#negotiate();
  }

  #scheduleNegotiation(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#negotiate();
    }, gatherMs);
  }

  #negotiate(): void {
    if (this.#owner.isGone) return;
    if (this.#subscriber) this.#offer(this.#subscriber);
    else this.#askForSections();
  }

  #offer(subscriber: SubscriberConnection): void {
    if (!subscriber.offerer.mustOffer) return;
    const { sdp, trackByMid } = subscriber.offer();
    const value = new SessionDescription({ type: "offer", sdp, id: subscriber.offerer.offerId, midToTrackId: { ...trackByMid } });
    this.#owner.send({ case: "offer", value });
  }

  /** The client makes the offers: he is asked for one with room for what waits. */
  #askForSections(): void {
    const missing = this.#hasAnswered ? this.#publisher.answerer.computeMissing() : undefined;
    if (!missing || this.#askCount >= mostAsks) return;
    this.#askCount += 1;
    const value = new MediaSectionsRequirement({ numAudios: missing.audioCount, numVideos: missing.videoCount });
    this.#owner.send({ case: "mediaSectionsRequirement", value });
  }

  /** Makes the first offer, where that is ours. */
  start(): void {
    this.#scheduleNegotiation();
  }

  /** The client begins his connections anew. */
  restart(): void {
    this.#subscriber?.restartIce();
    this.#subscriber?.offerer.restart();
    this.#negotiate();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.values()) this.end(subscription);
    clearTimeout(this.#timer);
  }
}
