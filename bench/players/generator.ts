import { catchUp } from "./catch-up.ts";
import { fillRooms, runClosedLoop, runOpenLoop } from "./loops.ts";
import type { Order } from "./orders.ts";
import { joinRooms, type PlayedRoom } from "./rooms.ts";

/** A process of its own that plays the people of all rooms; orders come as messages from the parent. */
let rooms: PlayedRoom[] = [];

const edge = (type: "begin" | "end"): void => void process.send!({ type });

async function follow(order: Order): Promise<unknown> {
  switch (order.type) {
    case "join":
      rooms = await joinRooms(order);
      return null;
    case "leave":
      for (const { players } of rooms) for (const player of players) player.leave();
      rooms = [];
      return null;
    case "closedLoop":
      return runClosedLoop(rooms, order, edge);
    case "openLoop":
      return runOpenLoop(rooms, order, edge);
    case "fill":
      return fillRooms(rooms, order);
    case "catchUp":
      return catchUp(order);
  }
}

process.on("message", (order: Order) => {
  follow(order).then(
    (result) => process.send!({ type: "done", result }),
    (error: unknown) => process.send!({ type: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});
