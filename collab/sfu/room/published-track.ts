import { type AddTrackRequest, TrackInfo, TrackSource, TrackType } from "@livekit/protocol";
import type { CodecName } from "../rtp/index.ts";
import type { Participant } from "./participant.ts";
import { createSid } from "./sid.ts";
import type { Subscription } from "./subscription.ts";

const mimeTypes: Readonly<Record<CodecName, string>> = {
  opus: "audio/opus",
  red: "audio/red",
  vp8: "video/VP8",
  vp9: "video/VP9",
  h264: "video/H264",
  av1: "video/AV1",
};

export const publishableMimeTypes: readonly string[] = ["video/VP8", "video/H264", "video/VP9", "video/AV1", "audio/opus"];

/** A track that a participant announced; it is live when its media came. */
export class PublishedTrack {
  readonly publisher: Participant;
  /** what the client calls it until it has our id */
  readonly clientId: string;
  readonly info: TrackInfo;
  readonly subscriptions = new Map<string, Subscription>();
  codec: CodecName | undefined;
  codecParameters: ReadonlyMap<CodecName, string> = new Map();
  /** The highest layer its receivers want, as the publisher was told; undefined = not told yet, −1 = none. */
  toldQuality: number | undefined;
  /** Since when they want less than that. */
  lowerSinceMs: number | undefined;

  constructor(publisher: Participant, request: AddTrackRequest) {
    this.publisher = publisher;
    this.clientId = request.cid;
    this.info = buildTrackInfo(request);
  }

  get sid(): string {
    return this.info.sid;
  }

  get kind(): "audio" | "video" {
    return this.info.type === TrackType.AUDIO ? "audio" : "video";
  }

  get isScreen(): boolean {
    return this.info.source === TrackSource.SCREEN_SHARE || this.info.source === TrackSource.SCREEN_SHARE_AUDIO;
  }

  /** Tracks of one stream play in step. */
  get stream(): string {
    if (this.info.source === TrackSource.UNKNOWN) return this.sid;
    return this.isScreen ? "screen" : "camera";
  }

  /** Short name of the codec the client wishes for, as in SDP. */
  get preferredCodec(): string | undefined {
    return this.info.codecs[0]?.mimeType.split("/")[1]?.toLowerCase();
  }

  /** @returns whether it became live by this */
  start(codec: CodecName): boolean {
    const isNew = this.codec === undefined;
    this.codec = codec;
    this.info.mimeType = mimeTypes[codec];
    const [first] = this.info.codecs;
    if (first) first.mimeType = this.info.mimeType;
    return isNew;
  }
}

function buildTrackInfo(request: AddTrackRequest): TrackInfo {
  const { type, source, name, muted, width, height, layers, encryption, stream, stereo, disableDtx, disableRed, backupCodecPolicy } =
    request;
  const prefix = type === TrackType.AUDIO ? "TR_A" : source === TrackSource.SCREEN_SHARE ? "TR_VS" : "TR_VC";
  const family = type === TrackType.AUDIO ? "audio" : "video";
  return new TrackInfo({
    sid: createSid(prefix),
    type,
    source,
    name,
    muted,
    width,
    height,
    layers,
    encryption,
    stream,
    stereo,
    disableDtx,
    disableRed,
    backupCodecPolicy,
    audioFeatures: request.audioFeatures,
    simulcast: layers.length > 1,
    codecs: request.simulcastCodecs.map(({ codec, cid, layers: own, videoLayerMode }) => ({
      mimeType: codec.includes("/") ? codec : `${family}/${codec}`,
      cid,
      layers: own.length > 0 ? own : layers,
      videoLayerMode,
    })),
  });
}
