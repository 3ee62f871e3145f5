import type { Call, CallId } from "@veche/collab-domain/calls";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Track } from "livekit-client";

/** good · poor: sound may break · lost: nothing comes through for now */
export type Quality = "good" | "poor" | "lost" | "unknown";

/** Somebody in the room. */
export interface Tile {
  readonly identity: string;
  readonly userId: UserId;
  readonly isLocal: boolean;
  readonly isSpeaking: boolean;
  readonly isMicrophoneOn: boolean;
  readonly hasHand: boolean;
  readonly quality: Quality;
  /** null while his camera is off */
  readonly camera: Track | null;
}

/** A shown screen. */
export interface Share {
  readonly identity: string;
  readonly userId: UserId;
  readonly isLocal: boolean;
  readonly track: Track;
}

/** What does not go, and what the person can do about it. */
export type Problem =
  | "insecure"
  | "microphoneDenied"
  | "microphoneMissing"
  | "microphoneTaken"
  | "cameraDenied"
  | "cameraMissing"
  | "cameraTaken"
  | "screenDenied"
  | "screenMissing";

export type Connecting = "connecting" | "connected" | "reconnecting";

/** A call as one takes part in it on this page. */
export interface SessionState {
  readonly callId: CallId;
  readonly conversationId: ConversationId;
  readonly connection: Connecting;
  /** oneself first */
  readonly tiles: readonly Tile[];
  readonly shares: readonly Share[];
  readonly isMicrophoneOn: boolean;
  readonly isCameraOn: boolean;
  readonly isSharing: boolean;
  readonly hasHand: boolean;
  readonly quality: Quality;
  readonly problem: Problem | null;
  /** the browser wants a click before it lets others be heard */
  readonly isSilenced: boolean;
}

/** moved: goes on on another device of mine · removed: I was put out · lost: could not come back · full: too many talk */
export type Ending = NonNullable<Call["outcome"]> | "moved" | "removed" | "lost" | "full";

/** Everybody alike, or who speaks large. */
export type Layout = "grid" | "speaker";
