import { LivePlayer } from "./live-player.ts";
import type { Order, Room } from "./orders.ts";
import type { Player } from "./player.ts";
import { XmppPlayer } from "./xmpp-player.ts";

const joinsAtOnce = 50;

/** One room and who is in it; they write in turn. */
export class PlayedRoom {
  readonly players: readonly Player[];
  #nextIndex = 0;

  constructor(players: readonly Player[]) {
    this.players = players;
  }

  takeTurn(): Player {
    return this.players[this.#nextIndex++ % this.players.length]!;
  }
}

/** Lets everybody in, some at once. */
export async function joinRooms({ protocol, port, rooms }: Extract<Order, { type: "join" }>): Promise<PlayedRoom[]> {
  const joinOne = ({ id }: Room, person: string): Promise<Player> =>
    protocol === "live" ? LivePlayer.join(port, id, person) : XmppPlayer.join(port, id, person);
  const wanted = rooms.flatMap((room) => room.people.map((person) => () => joinOne(room, person)));
  const players: Player[] = [];
  for (let index = 0; index < wanted.length; index += joinsAtOnce) {
    players.push(...(await Promise.all(wanted.slice(index, index + joinsAtOnce).map((join) => join()))));
  }
  return rooms.map(({ people }) => new PlayedRoom(players.splice(0, people.length)));
}
