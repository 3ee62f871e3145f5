import { DisconnectReason, LeaveRequest_Action } from "@livekit/protocol";
import type { MediaHub } from "./media-hub.ts";
import { Room, type RoomObserver } from "./room.ts";

export interface RegistryOptions {
  readonly hubs: readonly MediaHub[];
  readonly observer: RoomObserver;
  readonly maxRooms: number;
}

/** All rooms of this server. A room lives in one media worker. */
export class RoomRegistry {
  readonly #options: RegistryOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  get rooms(): Room[] {
    return [...this.#rooms.values()];
  }

  find(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** The room of that name, made when it is not there; undefined when there are too many. */
  open(name: string): Room | undefined {
    const known = this.#rooms.get(name);
    if (known) return known;
    const [hub] = this.#options.hubs.toSorted((a, b) => a.load - b.load);
    if (!hub || this.#rooms.size >= this.#options.maxRooms) return undefined;
    const room = new Room({
      name,
      hub,
      observer: this.#options.observer,
      onEmpty: (empty) => this.close(empty, DisconnectReason.ROOM_CLOSED),
    });
    this.#rooms.set(name, room);
    this.#options.observer.onRoomStarted?.(room);
    return room;
  }

  /** Idempotent. */
  close(room: Room, reason: DisconnectReason, action?: LeaveRequest_Action): void {
    if (!this.#rooms.delete(room.name)) return;
    room.close(reason, action);
    this.#options.observer.onRoomFinished?.(room);
  }

  /** @param action what clients shall do: come to another server, or stay away */
  closeAll(reason: DisconnectReason, action = LeaveRequest_Action.DISCONNECT): void {
    for (const room of this.rooms) this.close(room, reason, action);
  }
}
