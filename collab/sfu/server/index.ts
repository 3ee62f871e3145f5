export { Sfu } from "./sfu.ts";
export type { SfuOptions } from "./sfu.ts";
export type { MediaOptions } from "../media/index.ts";
export type { IceServerOptions } from "../signalling/index.ts";
export type { Participant, PublishedTrack, Room, RoomObserver } from "../room/index.ts";
