export { MediaHub } from "./media-hub.ts";
export { Participant } from "./participant.ts";
export type { ParticipantOptions, SignalChannel } from "./participant.ts";
export { publishableMimeTypes } from "./published-track.ts";
export type { PublishedTrack } from "./published-track.ts";
export { RoomRegistry } from "./registry.ts";
export type { Room, RoomObserver } from "./room.ts";
