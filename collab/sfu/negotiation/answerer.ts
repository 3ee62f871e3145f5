import { maxMessageBytes } from "../sctp/index.ts";
import type { CodecName, ExtensionIds } from "../rtp/index.ts";
import {
  type CodecOffer,
  type ConnectionPart,
  type Description,
  findMatchingCodec,
  listCodecs,
  type MediaSection,
  toExtensionIds,
  writeDescription,
  type WrittenSection,
} from "../sdp/index.ts";
import {
  type ExpectedTrack,
  type NegotiationEffect,
  type NegotiationResult,
  type OutgoingTrack,
  qualityOfRid,
  toStreamId,
  type TrackQuery,
} from "./types.ts";

export interface AnswererHandlers {
  /** The announced track that this section brings; undefined = nobody announced it. */
  findExpected(query: TrackQuery): ExpectedTrack | undefined;
}

interface State {
  published: (ExpectedTrack & { readonly clientId: string }) | undefined;
  outgoing: OutgoingTrack | undefined;
  /** The section carried a track that ended: it must be seen empty once before it carries another. */
  mustRest: boolean;
  isFree: boolean;
}

/** Our side of a connection on which the client makes all offers: he publishes on it, and with one connection for both he receives on it too. */
export class Answerer {
  readonly #handlers: AnswererHandlers;
  readonly #states = new Map<string, State & { readonly kind: MediaSection["kind"] }>();
  #waiting: OutgoingTrack[] = [];

  constructor(handlers: AnswererHandlers) {
    this.#handlers = handlers;
  }

  /** Sends this track as soon as an offer has room for it. */
  add(track: OutgoingTrack): void {
    this.#waiting.push(track);
  }

  remove(forward: string): void {
    this.#waiting = this.#waiting.filter((track) => track.forward !== forward);
    for (const state of this.#states.values()) {
      if (state.outgoing?.forward !== forward) continue;
      state.outgoing = undefined;
      state.mustRest = true;
    }
  }

  /** How many sections the client must add for what waits; undefined when nothing waits for an offer. */
  computeMissing(): { readonly audioCount: number; readonly videoCount: number } | undefined {
    const isResting = [...this.#states.values()].some(({ mustRest }) => mustRest);
    if (this.#waiting.length === 0 && !isResting) return undefined;
    const count = (kind: "audio" | "video"): number => {
      const free = [...this.#states.values()].filter((state) => state.kind === kind && state.isFree && !state.outgoing && !state.mustRest);
      return Math.max(0, this.#waiting.filter((track) => track.kind === kind).length - free.length);
    };
    return { audioCount: count("audio"), videoCount: count("video") };
  }

  /** Answers an offer. What it says of ICE and certificates is the caller's. */
  answer(offer: Description, connection: ConnectionPart): NegotiationResult {
    const effects: NegotiationEffect[] = [];
    const trackByMid: Record<string, string> = {};
    const sections = offer.sections.map((section) => this.#answerSection(section, effects, trackByMid));
    return { sdp: writeDescription(connection, sections), trackByMid, effects };
  }

  #answerSection(section: MediaSection, effects: NegotiationEffect[], trackByMid: Record<string, string>): WrittenSection {
    const { kind, mid } = section;
    if (kind === "application") {
      effects.push({ type: "openChannels", port: section.sctpPort });
      return { kind, mid, maxMessageBytes };
    }
    const state = this.#states.get(mid) ?? { kind, published: undefined, outgoing: undefined, mustRest: false, isFree: false };
    this.#states.set(mid, state);
    const isSending = !section.isRejected && (section.direction === "sendonly" || section.direction === "sendrecv");
    if (state.published && (!isSending || state.published.clientId !== section.trackId)) {
      effects.push({ type: "unpublish", sid: state.published.sid });
      state.published = undefined;
    }
    state.isFree = !section.isRejected && section.direction === "recvonly";
    if (section.isRejected) return { kind, mid, isRejected: true };
    return isSending
      ? this.#answerPublished(section, kind, state, effects)
      : this.#answerReceiving(section, kind, state, effects, trackByMid);
  }

  #answerPublished(section: MediaSection, kind: "audio" | "video", state: State, effects: NegotiationEffect[]): WrittenSection {
    const { mid } = section;
    const clientId = section.trackId;
    const expected = state.published ?? this.#handlers.findExpected({ clientId, kind, mid });
    const codecs = orderCodecs(listCodecs(section), expected?.preferredCodec);
    const extensions = toExtensionIds(section);
    const isTaken = expected !== undefined && codecs.length > 0;
    if (isTaken) {
      state.published = { ...expected, clientId };
      effects.push(buildPublish(expected.sid, section, codecs, extensions));
    }
    return {
      kind,
      mid,
      direction: isTaken ? "recvonly" : "inactive",
      codecs,
      extensions,
      rids: isTaken ? section.rids : [],
      source: undefined,
    };
  }

  #answerReceiving(
    section: MediaSection,
    kind: "audio" | "video",
    state: State,
    effects: NegotiationEffect[],
    trackByMid: Record<string, string>,
  ): WrittenSection {
    const { mid } = section;
    const extensions = toExtensionIds(section);
    const isResting = state.mustRest;
    state.mustRest = false;
    if (!state.outgoing && !isResting && section.direction === "recvonly") state.outgoing = this.#takeWaiting(section, kind);
    const track = state.outgoing;
    const codec = track && findMatchingCodec(section, track.codec, track.codecParameters);
    if (!track || !codec) {
      return { kind, mid, direction: "inactive", codecs: listCodecs(section), extensions, rids: [], source: undefined };
    }
    trackByMid[mid] = track.trackSid;
    effects.push({ type: "forward", track, section: toOutgoingSection(track, mid, codec, extensions) });
    const source = toSource(track, codec);
    return { kind, mid, direction: "sendonly", codecs: [codec], extensions, rids: [], source };
  }

  /** Tracks in codecs that the client does not have wait for nothing: they are let go. */
  #takeWaiting(section: MediaSection, kind: "audio" | "video"): OutgoingTrack | undefined {
    const isPossible = (track: OutgoingTrack): boolean =>
      track.kind !== kind || findMatchingCodec(section, track.codec, track.codecParameters) !== undefined;
    this.#waiting = this.#waiting.filter(isPossible);
    const index = this.#waiting.findIndex((track) => track.kind === kind);
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }
}

function orderCodecs(codecs: readonly CodecOffer[], preferred: string | undefined): CodecOffer[] {
  return codecs.toSorted((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
}

function buildPublish(sid: string, section: MediaSection, codecs: readonly CodecOffer[], extensions: ExtensionIds): NegotiationEffect {
  const types = codecs.flatMap(({ codec, name, rtx }) => [
    [codec.payloadType, name] as const,
    ...(rtx ? [[rtx.payloadType, undefined] as const] : []),
  ]);
  const isSimulcast = section.rids.length > 0;
  return {
    type: "publish",
    sid,
    section: {
      mid: section.mid,
      codecs: types,
      extensions,
      sources: isSimulcast ? [] : section.sources.slice(0, 1),
      qualities: section.rids.map((rid, index) => [rid, qualityOfRid.get(rid) ?? toQuality(index)] as const),
    },
    parameters: new Map<CodecName, string>(codecs.toReversed().map(({ name, codec }) => [name, codec.parameters])),
  };
}

const toQuality = (index: number): 0 | 1 | 2 => (index <= 0 ? 0 : index === 1 ? 1 : 2);

export function toOutgoingSection(track: OutgoingTrack, mid: string, { codec, rtx }: CodecOffer, extensions: ExtensionIds) {
  return { mid, payloadType: codec.payloadType, rtxPayloadType: rtx?.payloadType, extensions, canonicalName: track.participantSid };
}

export function toSource(track: OutgoingTrack, { rtx }: CodecOffer) {
  return {
    ssrc: track.ssrc,
    rtxSsrc: rtx ? track.rtxSsrc : undefined,
    canonicalName: track.participantSid,
    streamId: toStreamId(track),
    trackId: track.trackSid,
  };
}
