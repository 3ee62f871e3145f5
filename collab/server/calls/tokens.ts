import { createToken } from "@veche/sfu/tokens";
import type { RoomGuest } from "./media.ts";

export interface MediaKey {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Long enough to connect and to come back from a broken line; who stays gets new ones from the media server. */
const guestSeconds = 300;
const adminSeconds = 60;

export function createGuestToken(key: MediaKey, { room, identity, name }: RoomGuest): Promise<string> {
  return createToken({ identity, name, room, canJoin: true, canUpdateOwnMetadata: true }, { ...key, ttlSeconds: guestSeconds });
}

/** For the administration of one room. */
export function createAdminToken(key: MediaKey, room: string): Promise<string> {
  return createToken({ room, isRoomAdmin: true, canCreateRooms: true }, { ...key, ttlSeconds: adminSeconds });
}
