import { parseIdentity } from "@veche/collab-domain/calls";
import { ConnectionQuality, Track } from "livekit-client";
import type { Participant, Room } from "livekit-client";
import type { Quality, SessionState, Share, Tile } from "./state.ts";

const qualities: Readonly<Record<ConnectionQuality, Quality>> = {
  [ConnectionQuality.Excellent]: "good",
  [ConnectionQuality.Good]: "good",
  [ConnectionQuality.Poor]: "poor",
  [ConnectionQuality.Lost]: "lost",
  [ConnectionQuality.Unknown]: "unknown",
};

/** The attribute of a participant that says: I want to speak. */
export const handAttribute = "hand";

function toTile(participant: Participant): Tile {
  const camera = participant.getTrackPublication(Track.Source.Camera);
  return {
    identity: participant.identity,
    userId: parseIdentity(participant.identity),
    isLocal: participant.isLocal,
    isSpeaking: participant.isSpeaking,
    isMicrophoneOn: participant.isMicrophoneEnabled,
    hasHand: participant.attributes[handAttribute] === "up",
    quality: qualities[participant.connectionQuality],
    camera: camera && !camera.isMuted ? (camera.track ?? null) : null,
  };
}

function toShares(participant: Participant): readonly Share[] {
  const track = participant.getTrackPublication(Track.Source.ScreenShare)?.track;
  const { identity, isLocal } = participant;
  return track ? [{ identity, userId: parseIdentity(identity), isLocal, track }] : [];
}

type Seen = Pick<SessionState, "tiles" | "shares" | "isMicrophoneOn" | "isCameraOn" | "isSharing" | "hasHand" | "quality" | "isSilenced">;

/** What a room shows now. */
export function readRoom(room: Room): Seen {
  const others = [...room.remoteParticipants.values()].toSorted((a, b) => Number(a.joinedAt ?? 0) - Number(b.joinedAt ?? 0));
  const local = room.localParticipant;
  const own = toTile(local);
  return {
    tiles: [own, ...others.map(toTile)],
    shares: [...others, local].flatMap(toShares),
    isMicrophoneOn: own.isMicrophoneOn,
    isCameraOn: own.camera !== null,
    isSharing: local.isScreenShareEnabled,
    hasHand: own.hasHand,
    quality: own.quality,
    isSilenced: !room.canPlaybackAudio,
  };
}
