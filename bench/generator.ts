import { newId } from "@veche/kernel";
import { BenchClient } from "./client.ts";

/** A process of its own that plays the people of all rooms. Orders come as messages from the parent; each is answered once. */
export type Order =
  | { readonly type: "connect"; readonly port: number; readonly rooms: readonly { id: string; tokens: readonly string[] }[] }
  /** as many sends under way in each room as the window says */
  | { readonly type: "closedLoop"; readonly window: number; readonly warmUpMs: number; readonly durationMs: number }
  | { readonly type: "openLoop"; readonly sendsPerSecond: number; readonly warmUpMs: number; readonly durationMs: number };

export interface Counts {
  readonly sendCount: number;
  readonly deliveryCount: number;
  readonly refusalCount: number;
  readonly durationMs: number;
  /** sorted; from the sender's stamp to each receiver */
  readonly latenciesMs: readonly number[];
}

interface Player {
  readonly id: string;
  readonly clients: readonly BenchClient[];
  nextIndex: number;
}

const connectsAtOnce = 50;
const filler = " Добрый день, коллеги: договор поставки согласован, прошу подписать.";
let players: Player[] = [];
let sendCount = 0;
let refusalCount = 0;

const nowUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const countDeliveries = (): number => players.flatMap((player) => player.clients).reduce((sum, client) => sum + client.deliveryCount, 0);

async function connect(order: Extract<Order, { type: "connect" }>): Promise<void> {
  const wanted = order.rooms.flatMap((room) => room.tokens);
  const clients: BenchClient[] = [];
  for (let index = 0; index < wanted.length; index += connectsAtOnce) {
    clients.push(
      ...(await Promise.all(wanted.slice(index, index + connectsAtOnce).map((token) => BenchClient.connect(order.port, token)))),
    );
  }
  players = order.rooms.map(({ id, tokens }) => ({ id, clients: clients.splice(0, tokens.length), nextIndex: 0 }));
}

async function send(player: Player): Promise<void> {
  const client = player.clients[player.nextIndex++ % player.clients.length]!;
  const reply = await client.call("messages.post", { conversationId: player.id, id: newId(), text: `t=${nowUs()}${filler}` });
  if (reply.includes('"error"')) refusalCount += 1;
  else sendCount += 1;
}

async function runClosedLoop(order: Extract<Order, { type: "closedLoop" }>): Promise<Counts> {
  const ending = new AbortController();
  const keepSending = async (player: Player): Promise<void> => {
    while (!ending.signal.aborted) await send(player);
  };
  const senders = players.flatMap((player) => Array.from({ length: order.window }, () => keepSending(player)));
  const counts = await measure(order.warmUpMs, order.durationMs);
  ending.abort();
  await Promise.all(senders);
  return { ...counts, latenciesMs: [] };
}

async function runOpenLoop(order: Extract<Order, { type: "openLoop" }>): Promise<Counts> {
  const latenciesMs: number[] = [];
  const startedAtMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAtMs) / 1_000) * order.sendsPerSecond;
    for (; sent < due; sent += 1) void send(players[sent % players.length]!);
  }, 1);
  await wait(order.warmUpMs);
  for (const client of players.flatMap((player) => player.clients))
    client.onStamp = (atUs) => void latenciesMs.push((nowUs() - atUs) / 1_000);
  const counts = await measure(0, order.durationMs);
  clearInterval(timer);
  await wait(500);
  for (const client of players.flatMap((player) => player.clients)) client.onStamp = undefined;
  return { ...counts, latenciesMs: latenciesMs.toSorted((a, b) => a - b) };
}

/** Tells the parent when the measured time begins and ends, so that it reads the server's clocks at the same moments. */
async function measure(warmUpMs: number, durationMs: number): Promise<Omit<Counts, "latenciesMs">> {
  await wait(warmUpMs);
  const [sends, deliveries, refusals, startedAtMs] = [sendCount, countDeliveries(), refusalCount, performance.now()];
  process.send!({ type: "begin" });
  await wait(durationMs);
  process.send!({ type: "end" });
  return {
    sendCount: sendCount - sends,
    deliveryCount: countDeliveries() - deliveries,
    refusalCount: refusalCount - refusals,
    durationMs: performance.now() - startedAtMs,
  };
}

process.on("message", async (order: Order) => {
  if (order.type === "connect") process.send!({ type: "done", result: await connect(order) });
  else if (order.type === "closedLoop") process.send!({ type: "done", result: await runClosedLoop(order) });
  else process.send!({ type: "done", result: await runOpenLoop(order) });
});
