import type { IceCredentials } from "@veche/sfu/ice";
import type { TestPeer } from "@veche/sfu/testing";

/** What the one who sends says of his pictures. */
export const sent = { payloadType: 96, rtxPayloadType: 97, ssrc: 4_242 } as const;

/** Where a peer goes, and what it shows there. */
export interface WayIn {
  readonly port: number;
  readonly credentials: IceCredentials;
}

/** A media server that pictures go through: ours, or a peer that does the same work. */
export interface MediaContestant {
  readonly software: string;
  /** does all of the work */
  readonly pid: number;
  /** of this machine, at which it waits for media */
  readonly address: string;
  /** Lets in the one who sends. */
  admitPublisher(peer: TestPeer): Promise<WayIn>;
  /** Lets in one who gets what is sent; the publisher is there. */
  admitSubscriber(peer: TestPeer): Promise<WayIn>;
}
