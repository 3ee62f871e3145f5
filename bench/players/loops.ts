import { computeDistribution } from "./distribution.ts";
import type { Counts, OpenLoopCounts, Order } from "./orders.ts";
import { nowUs, stampText } from "./player.ts";
import type { PlayedRoom } from "./rooms.ts";

const filler = " Добрый день, коллеги: договор поставки согласован, прошу подписать.";
const lastDeliveriesMs = 500;

/** Called when the measured time begins and ends, so that the parent reads the clocks of the server at the same moments. */
export type Edge = (edge: "begin" | "end") => void;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What was sent so far, and who waits for more of it. */
class Tally {
  sendCount = 0;
  refusalCount = 0;
  #awaited: { readonly count: number; readonly resolve: () => void } | undefined;

  async send(room: PlayedRoom): Promise<void> {
    if (await room.takeTurn().post(stampText(filler))) this.sendCount += 1;
    else this.refusalCount += 1;
    if (this.#awaited && this.sendCount + this.refusalCount >= this.#awaited.count) this.#awaited.resolve();
  }

  /** Until so many more were answered. */
  more(count: number): Promise<void> {
    return new Promise((resolve) => (this.#awaited = { count: this.sendCount + this.refusalCount + count, resolve }));
  }
}

/** Throughput: in each room a fixed number of sends is under way. */
export async function runClosedLoop(
  rooms: readonly PlayedRoom[],
  order: Extract<Order, { type: "closedLoop" }>,
  edge: Edge,
): Promise<Counts> {
  const tally = new Tally();
  const ending = new AbortController();
  const keepSending = async (room: PlayedRoom): Promise<void> => {
    while (!ending.signal.aborted) await tally.send(room);
  };
  const senders = rooms.flatMap((room) => Array.from({ length: order.window }, () => keepSending(room)));
  await wait(order.warmUpMs);
  const { span } = order;
  const counts = await measure(rooms, tally, edge, () => ("sendCount" in span ? tally.more(span.sendCount) : wait(span.durationMs)));
  ending.abort();
  await Promise.all(senders);
  return counts;
}

/** Latency: at a rate that the server can bear. */
export async function runOpenLoop(
  rooms: readonly PlayedRoom[],
  order: Extract<Order, { type: "openLoop" }>,
  edge: Edge,
): Promise<OpenLoopCounts> {
  const tally = new Tally();
  const latenciesMs: number[] = [];
  const players = rooms.flatMap((room) => room.players);
  const startedAtMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAtMs) / 1_000) * order.sendsPerSecond;
    for (; sent < due; sent += 1) void tally.send(rooms[sent % rooms.length]!);
  }, 1);
  await wait(order.warmUpMs);
  for (const player of players) player.onStamp = (atUs) => void latenciesMs.push((nowUs() - atUs) / 1_000);
  const counts = await measure(rooms, tally, edge, () => wait(order.durationMs));
  clearInterval(timer);
  await wait(lastDeliveriesMs);
  for (const player of players) player.onStamp = undefined;
  return { ...counts, latenciesMs: computeDistribution(latenciesMs) };
}

/** Writes so many messages into each room. */
export async function fillRooms(rooms: readonly PlayedRoom[], order: Extract<Order, { type: "fill" }>): Promise<Counts> {
  const tally = new Tally();
  const fill = async (room: PlayedRoom): Promise<void> => {
    for (let left = order.messageCount; left > 0; left -= order.window)
      await Promise.all(Array.from({ length: Math.min(left, order.window) }, () => tally.send(room)));
  };
  return measure(
    rooms,
    tally,
    () => undefined,
    () => Promise.all(rooms.map(fill)),
  );
}

async function measure(rooms: readonly PlayedRoom[], tally: Tally, edge: Edge, run: () => Promise<unknown>): Promise<Counts> {
  const countDeliveries = (): number =>
    rooms.reduce((sum, { players }) => players.reduce((count, player) => count + player.deliveryCount, sum), 0);
  const [sends, deliveries, refusals, startedAtMs] = [tally.sendCount, countDeliveries(), tally.refusalCount, performance.now()];
  edge("begin");
  await run();
  edge("end");
  return {
    sendCount: tally.sendCount - sends,
    deliveryCount: countDeliveries() - deliveries,
    refusalCount: tally.refusalCount - refusals,
    durationMs: performance.now() - startedAtMs,
  };
}
