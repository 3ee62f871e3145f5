import type { Closing } from "../closing.ts";
import type { Contestant } from "../contestant.ts";
import type { Room } from "../players/index.ts";

/** Another server that is installed and ready to do the same work. */
export interface Peer {
  /** Starts it with data of its own, listening only on the loopback address; closing ends it and removes the data. */
  start(closing: Closing, roomCount: number, memberCount: number): Promise<Contestant & { readonly rooms: readonly Room[] }>;
  /** what a reader must know to compare */
  readonly notes: readonly string[];
}

/** The peer cannot be had here; the message says why and what to do. */
export class PeerMissingError extends Error {}

/** Rooms that come into being when their people come in. */
export function nameRooms(roomCount: number, memberCount: number): Room[] {
  return Array.from({ length: roomCount }, (_, room) => ({
    id: `room${room}@conference.localhost`,
    people: Array.from({ length: memberCount }, (_, person) => `p${room}-${person}`),
  }));
}
