import type { OutgoingSection, Quality } from "../forwarding/index.ts";
import type { PublishedSection } from "../media/index.ts";
import type { CodecName } from "../rtp/index.ts";

/** A track on its way to a receiver, waiting for room in his SDP or standing in it. */
export interface OutgoingTrack {
  /** our id of this forwarding */
  readonly forward: string;
  readonly trackSid: string;
  readonly participantSid: string;
  readonly kind: "audio" | "video";
  readonly codec: CodecName;
  /** of the publisher's codec, as `a=fmtp` */
  readonly codecParameters: string;
  /** tracks of one participant with the same stream play in step: "camera", "screen" */
  readonly stream: string;
  readonly ssrc: number;
  readonly rtxSsrc: number;
}

/** What an offer of a client says of a track he wants to publish. */
export interface TrackQuery {
  readonly clientId: string;
  readonly kind: "audio" | "video";
  readonly mid: string;
}

export interface ExpectedTrack {
  readonly sid: string;
  /** the codec that the client wishes, to be named first */
  readonly preferredCodec: string | undefined;
}

/** What is to be done after an offer or answer. */
export type NegotiationEffect =
  | {
      readonly type: "publish";
      readonly sid: string;
      readonly section: PublishedSection;
      readonly parameters: ReadonlyMap<CodecName, string>;
    }
  | { readonly type: "unpublish"; readonly sid: string }
  | { readonly type: "forward"; readonly track: OutgoingTrack; readonly section: OutgoingSection }
  | { readonly type: "openChannels"; readonly port: number };

export interface NegotiationResult {
  readonly sdp: string;
  readonly trackByMid: Readonly<Record<string, string>>;
  readonly effects: readonly NegotiationEffect[];
}

export const qualityOfRid: ReadonlyMap<string, Quality> = new Map([
  ["q", 0],
  ["h", 1],
  ["f", 2],
]);

/** Where a participant's tracks go, in the words that LiveKit's clients take apart. */
export const toStreamId = ({ participantSid, stream }: OutgoingTrack): string => `${participantSid}|${stream}`;
