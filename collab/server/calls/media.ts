import type { CallId } from "@veche/collab-domain/calls";

/** Somebody's device on the way into a room. */
export interface RoomGuest {
  readonly room: CallId;
  /** of the person's device */
  readonly identity: string;
  /** of the person, as the others see it until they know him better */
  readonly name: string;
}

/**
 * What carries sound and picture: our own server or a LiveKit. A room is a call; rooms are made by who comes and end with who goes.
 * What is asked of a room that is not there is done.
 * @throws AppError unavailable when it does not answer
 */
export interface MediaServer {
  /** where browsers find it; null: at the collaboration server's own address */
  readonly url: string | null;
  createToken(guest: RoomGuest): Promise<string>;
  /** @returns identities of who is in the room */
  listPresent(room: CallId): Promise<readonly string[]>;
  remove(room: CallId, identity: string): Promise<void>;
  /** Switches a microphone off. */
  mute(room: CallId, identity: string): Promise<void>;
  /** Sends everybody away. */
  close(room: CallId): Promise<void>;
}
