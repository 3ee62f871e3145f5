import {
  type AddTrackRequest,
  MuteTrackRequest,
  RequestResponse,
  RequestResponse_Reason,
  SubscribedCodec,
  SubscribedQuality,
  SubscribedQualityUpdate,
  TrackPublishedResponse,
  TrackUnpublishedResponse,
  type VideoQuality,
} from "@livekit/protocol";
import type { ExpectedTrack, NegotiationEffect, TrackQuery } from "../negotiation/index.ts";
import type { Participant } from "./participant.ts";
import { PublishedTrack } from "./published-track.ts";

type PublishEffect = Extract<NegotiationEffect, { type: "publish" | "unpublish" }>;

const mostTracks = 16;
/** Announced and not sent; what a client gave up falls out here. */
const mostPending = 8;
/** Receivers that want less for a moment only do not make the encoder stop and start. */
const lowerPatienceMs = 3_000;

/** What a participant sends into the room. */
export class Publishing {
  readonly #owner: Participant;
  /** announced; media may not have come yet */
  readonly #pending = new Map<string, PublishedTrack>();
  readonly #tracks = new Map<string, PublishedTrack>();

  constructor(owner: Participant) {
    this.#owner = owner;
  }

  get tracks(): PublishedTrack[] {
    return [...this.#tracks.values()];
  }

  find(sid: string): PublishedTrack | undefined {
    return this.#tracks.get(sid);
  }

  /** The client announces a track; he sends it with his next offer. */
  announce(request: AddTrackRequest): void {
    const { permission } = this.#owner;
    const isSourceAllowed = permission.canPublishSources.length === 0 || permission.canPublishSources.includes(request.source);
    const [oldest] = this.#pending.keys();
    if (oldest !== undefined && this.#pending.size >= mostPending) this.#pending.delete(oldest);
    const isRoom = this.#tracks.size < mostTracks;
    if (!permission.canPublish || !isSourceAllowed || !isRoom || request.cid === "") {
      const reason = isRoom ? RequestResponse_Reason.NOT_ALLOWED : RequestResponse_Reason.LIMIT_EXCEEDED;
      this.#owner.send({ case: "requestResponse", value: new RequestResponse({ reason, request: { case: "addTrack", value: request } }) });
      return;
    }
    const track = new PublishedTrack(this.#owner, request);
    this.#pending.set(request.cid, track);
    this.#owner.send({ case: "trackPublished", value: new TrackPublishedResponse({ cid: request.cid, track: track.info }) });
  }

  /** The announced track that a section of an offer brings: by its id, or else the first of its kind, as not all browsers tell the id. */
  findExpected({ clientId, kind, mid }: TrackQuery): ExpectedTrack | undefined {
    const track = this.#pending.get(clientId) ?? [...this.#pending.values()].find((pending) => pending.kind === kind);
    if (!track) return undefined;
    track.info.mid = mid;
    return { sid: track.sid, preferredCodec: track.preferredCodec };
  }

  handleEffect(effect: PublishEffect): void {
    if (effect.type === "unpublish") return this.remove(effect.sid);
    const track = this.#tracks.get(effect.sid) ?? [...this.#pending.values()].find(({ sid }) => sid === effect.sid);
    if (!track) return;
    const isNew = !this.#tracks.has(track.sid);
    this.#pending.delete(track.clientId);
    this.#tracks.set(track.sid, track);
    track.codecParameters = effect.parameters;
    const { room, publisher } = this.#owner;
    if (isNew) room.hub.tracks.set(track.sid, ({ codec }) => track.start(codec) && room.handleTrackStarted(track));
    room.hub.send({
      type: "receiveTrack",
      transport: publisher.transport,
      track: track.sid,
      kind: track.kind,
      isScreen: track.isScreen,
      isMuted: track.info.muted,
      section: effect.section,
    });
  }

  /** The track ends: the client took it back, or may not publish any more. */
  remove(sid: string): void {
    const track = this.#tracks.get(sid);
    if (!track) return;
    this.#drop(track);
    this.#owner.touch();
    this.#owner.send({ case: "trackUnpublished", value: new TrackUnpublishedResponse({ trackSid: sid }) });
    this.#owner.room.broadcast(this.#owner);
  }

  #drop(track: PublishedTrack): void {
    this.#tracks.delete(track.sid);
    for (const subscription of track.subscriptions.values()) subscription.subscriber.subscribing.end(subscription);
    this.#owner.room.hub.tracks.delete(track.sid);
    this.#owner.room.hub.send({ type: "dropTrack", track: track.sid });
  }

  /** @param isForced by a host: the client is told, too */
  setMuted(sid: string, isMuted: boolean, isForced: boolean): PublishedTrack | undefined {
    const track = this.#tracks.get(sid) ?? [...this.#pending.values()].find((pending) => pending.sid === sid);
    if (!track) return undefined;
    track.info.muted = isMuted;
    this.#owner.room.hub.send({ type: "muteTrack", track: sid, isMuted });
    if (isForced) this.#owner.send({ case: "mute", value: new MuteTrackRequest({ sid, muted: isMuted }) });
    this.#owner.touch();
    this.#owner.room.broadcast(this.#owner);
    return track;
  }

  /** Takes the right to publish away from what runs already. */
  enforcePermission(): void {
    const { canPublish, canPublishSources } = this.#owner.permission;
    for (const track of this.tracks) {
      const isAllowed = canPublish && (canPublishSources.length === 0 || canPublishSources.includes(track.info.source));
      if (!isAllowed) this.remove(track.sid);
    }
  }

  /** Tells the client which layers nobody wants, so that he does not encode them (dynacast). */
  tellWantedQualities(nowMs: number): void {
    for (const track of this.#tracks.values()) {
      if (track.kind !== "video" || track.codec === undefined || !track.info.simulcast) continue;
      const wanted = [...track.subscriptions.values()].map(({ wish }) => (wish.isEnabled ? wish.maxQuality : -1));
      const highest = Math.max(-1, ...wanted);
      if (highest === track.toldQuality || !this.#isDue(track, highest, nowMs)) continue;
      track.toldQuality = highest;
      track.lowerSinceMs = undefined;
      this.#sendWanted(track, highest);
    }
  }

  #isDue(track: PublishedTrack, highest: number, nowMs: number): boolean {
    if (highest > (track.toldQuality ?? 2)) return true;
    track.lowerSinceMs ??= nowMs;
    return nowMs - track.lowerSinceMs >= lowerPatienceMs;
  }

  #sendWanted(track: PublishedTrack, highest: number): void {
    const qualities = [0, 1, 2].map((quality) => new SubscribedQuality({ quality: quality as VideoQuality, enabled: quality <= highest }));
    const update = new SubscribedQualityUpdate({
      trackSid: track.sid,
      subscribedQualities: qualities,
      subscribedCodecs: [new SubscribedCodec({ codec: track.codec ?? "vp8", qualities })],
    });
    this.#owner.send({ case: "subscribedQualityUpdate", value: update });
  }

  close(): void {
    for (const track of this.tracks) this.#drop(track);
    this.#pending.clear();
  }
}
