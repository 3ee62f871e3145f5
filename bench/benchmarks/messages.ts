import type { Benchmark } from "../benchmark.ts";
import type { Options } from "../options.ts";
import { startOurServer } from "../our-server.ts";
import { requirePeer } from "../peers/index.ts";
import { atLeast, atMost, round, type Bound, type Report, type Row } from "../report.ts";
import { play, type Play, type PlayFigures } from "./playing.ts";

/** With a peer both do the same number of sends: it is chosen so that the slowest is done in about half a minute. */
const peerDeliveryCount = 200_000;

export const messages: Benchmark = {
  summary:
    "rooms full of people who write: durable sends, deliveries, CPU, latency. --rooms 10x100 (rooms × members) --window N --rate N --seconds N --sends N --peer ejabberd|prosody",
  run: measureMessages,
};

async function measureMessages(options: Options): Promise<Report> {
  const { roomCount = 10, memberCount = 100 } = options;
  const plan = planPlay(options, memberCount);
  // what is missing is said before anything is measured
  const peer = options.peer && (await requirePeer(options.peer));
  const ours = await play((closing) => startOurServer(closing, { roomCount, memberCount, profileDir: options.profileDir }), plan);
  if (!peer) return { figures: ours, rows: toRows(memberCount, ours), notes: [] };
  const theirs = await play((closing) => peer.start(closing, roomCount, memberCount), plan);
  const ratio = computeRatio(ours, theirs);
  return { figures: { ...ours, peer: theirs, ratio }, rows: toRows(memberCount, ours, theirs, ratio), notes: peer.notes };
}

/** Window and rate of quality.md for rooms of 10, 100 and 1,000 where nothing else is wanted. */
function planPlay(options: Options, memberCount: number): Play {
  const [window, rate] = memberCount <= 10 ? [8, 200] : memberCount <= 100 ? [8, 40] : [6, 4];
  const durationMs = (options.seconds ?? 5) * 1_000;
  const sendCount = options.sendCount ?? (options.peer ? Math.ceil(peerDeliveryCount / memberCount) : undefined);
  const span = sendCount === undefined ? { durationMs } : { sendCount };
  return { window: options.window ?? window, span, rate: options.rate ?? rate, rateMs: durationMs };
}

type Ratio = { readonly [Name in Exclude<keyof PlayFigures, "machine">]: PlayFigures[Name] };

/** Ours divided by the peer's, each by its name. */
export function computeRatio(ours: PlayFigures, theirs: PlayFigures): Ratio {
  const of = (pick: (figures: PlayFigures) => number): number => round(pick(ours) / pick(theirs));
  return {
    durableSendsPerSecond: of((figures) => figures.durableSendsPerSecond),
    deliveriesPerSecond: of((figures) => figures.deliveriesPerSecond),
    deliveriesPerSecondPerCore: of((figures) => figures.deliveriesPerSecondPerCore),
    cpuSecondsPerMillionDeliveries: of((figures) => figures.cpuSecondsPerMillionDeliveries),
    latencyMs: {
      p50: of((figures) => figures.latencyMs.p50),
      p95: of((figures) => figures.latencyMs.p95),
      p99: of((figures) => figures.latencyMs.p99),
    },
    bytesPerConnection: of((figures) => figures.bytesPerConnection),
  };
}

type Musts = { readonly sends?: Bound; readonly perCore?: Bound; readonly cpu: Bound; readonly p99: Bound };

/** Of rooms of 10, 100 and 1,000, by the number of members; other rooms have none. */
const mustsOf: Readonly<Record<number, Musts>> = {
  10: { sends: atLeast(8_000), cpu: atMost(14), p99: atMost(8) },
  100: { perCore: atLeast(130_000), cpu: atMost(8), p99: atMost(12) },
  1_000: { cpu: atMost(8), p99: atMost(35) },
};

function toRows(memberCount: number, ours: PlayFigures, theirs?: PlayFigures, ratio?: Ratio): Row[] {
  const musts = mustsOf[memberCount];
  const row = (figure: string, pick: (figures: Ratio) => number, must?: Bound): Row => ({
    figure,
    value: pick(ours),
    must,
    peer: theirs && pick(theirs),
    ratio: ratio && pick(ratio),
  });
  return [
    row("durable sends/s", (figures) => figures.durableSendsPerSecond, musts?.sends),
    row("deliveries/s", (figures) => figures.deliveriesPerSecond),
    row("deliveries/s per server core", (figures) => figures.deliveriesPerSecondPerCore, musts?.perCore),
    row("CPU s per million deliveries", (figures) => figures.cpuSecondsPerMillionDeliveries, musts?.cpu),
    row("latency p50, ms", (figures) => figures.latencyMs.p50),
    row("latency p95, ms", (figures) => figures.latencyMs.p95),
    row("latency p99, ms", (figures) => figures.latencyMs.p99, musts?.p99),
    row("bytes per connection", (figures) => figures.bytesPerConnection),
  ];
}
