import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine, measureCpuSeconds, waitForRest } from "../measures/index.ts";
import type { Options } from "../options.ts";
import { startOurServer, type OurServer } from "../our-server.ts";
import { computeDistribution, Crowd, type Return, type Room } from "../players/index.ts";
import { atLeast, atMost, round, type Report } from "../report.ts";

/** In each room one writes; ten were away. */
const memberCount = 11;
const crowdRoomCount = 50;
const crowdMissedCount = 50;
/** those of the last room are measured, the others come back to warm the programs up */
const aloneRoomCount = 4;
const aloneMissedCount = 500;

export const catchUp: Benchmark = {
  summary: "people who were away come back: one with 500 missed messages, then 500 at once with 50 each",
  run: measureCatchUp,
};

function measureCatchUp({ profileDir }: Options): Promise<Report> {
  return withClosing(async (closing) => {
    const server = await startOurServer(closing, { roomCount: aloneRoomCount + crowdRoomCount, memberCount, profileDir });
    const crowd = new Crowd(closing);
    const [aloneRooms, crowdRooms] = [server.rooms.slice(0, aloneRoomCount), server.rooms.slice(aloneRoomCount)];
    const cursor = await readCursor(server);
    await writeInto(server, crowd, aloneRooms, aloneMissedCount);
    await writeInto(server, crowd, crowdRooms, crowdMissedCount);
    await waitForRest(server.pids);
    const alone = await comeOneByOne(server, crowd, toReturns(aloneRooms, cursor));
    const returns = toReturns(crowdRooms, cursor);
    const cpuBefore = measureCpuSeconds(...server.pids);
    const together = await crowd.run({ type: "catchUp", port: server.port, returns });
    const cpuSeconds = measureCpuSeconds(...server.pids) - cpuBefore;
    return toReport({
      ...alone,
      returnsPerSecond: Math.round(returns.length / (together.durationMs / 1_000)),
      returnLatencyMs: { p50: round(together.latenciesMs.p50), p99: round(together.latenciesMs.p99) },
      cpuMsPerReturn: round((cpuSeconds / returns.length) * 1_000),
      machine: describeMachine(server.software),
    });
  });
}

/** Where everybody's list stood before anything was written. */
async function readCursor(server: OurServer): Promise<string> {
  const url = `http://127.0.0.1:${server.port}/api/collab/conversations`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${server.rooms[0]!.people[0]}` } });
  const { changesCursor } = (await answer.json()) as { changesCursor: string };
  return changesCursor;
}

/** The first of each room writes what the others miss. */
async function writeInto(server: OurServer, crowd: Crowd, rooms: readonly Room[], messageCount: number): Promise<void> {
  const writers = rooms.map(({ id, people }) => ({ id, people: people.slice(0, 1) }));
  await crowd.run({ type: "join", protocol: server.protocol, port: server.port, rooms: writers });
  await crowd.run({ type: "fill", messageCount, window: 50 });
  await crowd.run({ type: "leave" });
}

const toReturns = (rooms: readonly Room[], cursor: string): Return[] =>
  rooms.flatMap(({ id, people }) => people.slice(1).map((token) => ({ conversationId: id, token, cursor, changeSeq: 0 })));

/** @returns the median time, and what the server spent on one */
async function comeOneByOne(
  server: OurServer,
  crowd: Crowd,
  returns: readonly Return[],
): Promise<Pick<CatchUpFigures, "aloneMs" | "aloneCpuMs">> {
  const durationsMs: number[] = [];
  const measuredCount = Math.floor(returns.length / aloneRoomCount);
  let cpuBefore = 0;
  for (const [index, person] of returns.entries()) {
    if (index === returns.length - measuredCount) cpuBefore = measureCpuSeconds(...server.pids);
    const { durationMs, messageCount } = await crowd.run({ type: "catchUp", port: server.port, returns: [person] });
    if (messageCount !== aloneMissedCount) throw new Error(`${messageCount} of ${aloneMissedCount} missed messages came.`);
    durationsMs.push(durationMs);
  }
  const cpuSeconds = measureCpuSeconds(...server.pids) - cpuBefore;
  const aloneMs = round(computeDistribution(durationsMs.slice(-measuredCount)).p50);
  return { aloneMs, aloneCpuMs: round((cpuSeconds / measuredCount) * 1_000) };
}

interface CatchUpFigures {
  readonly aloneMs: number;
  readonly aloneCpuMs: number;
  readonly returnsPerSecond: number;
  readonly returnLatencyMs: { readonly p50: number; readonly p99: number };
  readonly cpuMsPerReturn: number;
  readonly machine: string;
}

function toReport(figures: CatchUpFigures): Report {
  const rows = [
    { figure: "one client, 500 missed messages, ms (median)", value: figures.aloneMs, must: atMost(30) },
    { figure: "the same, server CPU ms", value: figures.aloneCpuMs },
    { figure: "500 clients at once, 50 messages each, clients/s", value: figures.returnsPerSecond, must: atLeast(800) },
    { figure: "the same, p99 of a client, ms", value: figures.returnLatencyMs.p99 },
    { figure: "the same, server CPU ms for each", value: figures.cpuMsPerReturn },
  ];
  return { figures, rows, notes: ["Connecting, and signing in with a token the server has not seen, are part of it."] };
}
