import { withClosing, type Closing } from "../closing.ts";
import type { Contestant } from "../contestant.ts";
import { describeMachine, measureCpuSeconds, measureMemoryBytes, waitForRest } from "../measures/index.ts";
import { Crowd, type Distribution, type Room, type Span } from "../players/index.ts";
import { round } from "../report.ts";

/** What people do on a server, whoever's it is. */
export interface Play {
  /** sends under way in each room */
  readonly window: number;
  readonly span: Span;
  /** latency is measured at this rate, for so long */
  readonly rate: number;
  readonly rateMs: number;
}

/** The figures of one server; their names are the contract of the JSON line. */
export interface PlayFigures {
  readonly durableSendsPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly deliveriesPerSecondPerCore: number;
  readonly cpuSecondsPerMillionDeliveries: number;
  readonly latencyMs: Distribution;
  readonly bytesPerConnection: number;
  readonly machine: string;
}

export const warmUpMs = 2_000;

/** Rooms full of people who write: throughput with a fixed number of sends under way, then latency at a fixed rate. */
export function play(
  start: (closing: Closing) => Promise<Contestant & { readonly rooms: readonly Room[] }>,
  plan: Play,
): Promise<PlayFigures> {
  return withClosing(async (closing) => {
    const server = await start(closing);
    const crowd = new Crowd(closing);
    const { bytesPerConnection } = await measureJoining(server, crowd, server.rooms);
    const closed = await runThroughput(server, crowd, plan);
    await waitForRest(server.pids);
    const open = await crowd.run({ type: "openLoop", sendsPerSecond: plan.rate, warmUpMs, durationMs: plan.rateMs });
    const refusalCount = closed.refusalCount + open.refusalCount;
    if (refusalCount > 0) throw new Error(`${server.software} refused ${refusalCount} sends.`);
    return { ...closed.figures, latencyMs: roundAll(open.latenciesMs), bytesPerConnection, machine: describeMachine(server.software) };
  });
}

/** Bytes that the process which holds the connections took for each. */
export interface JoiningFigures {
  readonly bytesPerConnection: number;
  /** before the garbage of coming in was collected */
  readonly bytesPerConnectionAtOnce: number;
}

/** Lets everybody in. */
export async function measureJoining(server: Contestant, crowd: Crowd, rooms: readonly Room[]): Promise<JoiningFigures> {
  await server.settle();
  const emptyBytes = measureMemoryBytes(server.serverPid);
  await crowd.run({ type: "join", protocol: server.protocol, port: server.port, rooms });
  const connectionCount = rooms.reduce((sum, room) => sum + room.people.length, 0);
  const measure = (): number => Math.round((measureMemoryBytes(server.serverPid) - emptyBytes) / connectionCount);
  const bytesPerConnectionAtOnce = measure();
  await server.settle();
  return { bytesPerConnection: measure(), bytesPerConnectionAtOnce };
}

/** Sends with a fixed number under way, and what they cost. */
export async function runThroughput(server: Contestant, crowd: Crowd, plan: Pick<Play, "window" | "span">) {
  const edges: number[] = [];
  const atEdge = (): void => void edges.push(measureCpuSeconds(...server.pids));
  const counts = await crowd.run({ type: "closedLoop", window: plan.window, warmUpMs, span: plan.span }, atEdge);
  const cpuSeconds = edges[1]! - edges[0]!;
  const seconds = counts.durationMs / 1_000;
  const figures = {
    durableSendsPerSecond: Math.round(counts.sendCount / seconds),
    deliveriesPerSecond: Math.round(counts.deliveryCount / seconds),
    deliveriesPerSecondPerCore: Math.round(counts.deliveryCount / cpuSeconds),
    cpuSecondsPerMillionDeliveries: round((cpuSeconds / counts.deliveryCount) * 1e6),
  };
  return { figures, refusalCount: counts.refusalCount };
}

const roundAll = ({ p50, p95, p99 }: Distribution): Distribution => ({ p50: round(p50), p95: round(p95), p99: round(p99) });
