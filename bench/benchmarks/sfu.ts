import type { Benchmark } from "../benchmark.ts";
import { measureBesideJanus, measureCall, packetsPerSecond, payloadBytes, startOurMedia, type CallFigures } from "../media/index.ts";
import { UsageError, type Options } from "../options.ts";
import { atLeast, atMost, round, type Bound, type Report, type Row } from "../report.ts";

export const sfu: Benchmark = {
  summary: "sound and picture: one publisher to many [--connections N] subscribers for [--seconds N] [--peer janus]",
  async run({ connectionCount = 10, seconds = 5, peer }: Options): Promise<Report> {
    const plan = { subscriberCount: connectionCount, seconds };
    if (peer === undefined) {
      const ours = await measureCall(startOurMedia, plan);
      return { figures: ours, rows: toRows(ours), notes };
    }
    if (peer !== "janus") throw new UsageError(`${peer} carries no sound and picture; --peer janus does.`);
    const { ours, theirs } = await measureBesideJanus(plan);
    const ratio = computeRatio(ours, theirs);
    return { figures: { ...ours, peer: theirs, ratio }, rows: toRows(ours, theirs, ratio), notes: [...notes, ...janusNotes] };
  },
};

const notes = [
  `${payloadBytes}-byte packets, ${packetsPerSecond}/s in, encrypted both ways, repairs and feedback on; the whole process is counted, the kernel's part too.`,
  "The memory per peer includes what the collector has not taken back.",
];

const janusNotes = [
  "Janus is Debian's, a VideoRoom with one publisher, ICE lite, nothing else loaded; each is asked for the same packets by the same players.",
];

type Ratio = Omit<CallFigures, "machine" | "subscriberCount" | "forwardedShare">;

/** Ours divided by the peer's, each by its name. */
function computeRatio(ours: CallFigures, theirs: CallFigures): Ratio {
  const of = (name: keyof Ratio): number => round(ours[name] / theirs[name]);
  return {
    cpuMicrosecondsPerForwardedPacket: of("cpuMicrosecondsPerForwardedPacket"),
    packetsPerSecondPerCore: of("packetsPerSecondPerCore"),
    bytesPerPeer: of("bytesPerPeer"),
    joinMs: of("joinMs"),
    cpuMillisecondsPerJoin: of("cpuMillisecondsPerJoin"),
  };
}

function toRows(ours: CallFigures, theirs?: CallFigures, ratio?: Ratio): Row[] {
  const row = (figure: string, name: keyof Ratio | "forwardedShare", must?: Bound): Row => ({
    figure,
    value: ours[name],
    must,
    peer: theirs?.[name],
    ratio: name === "forwardedShare" ? undefined : ratio?.[name],
  });
  return [
    row("CPU µs per forwarded packet", "cpuMicrosecondsPerForwardedPacket"),
    row("packets/s per core", "packetsPerSecondPerCore", atLeast(40_000)),
    row("share of packets that arrived", "forwardedShare"),
    row("bytes per peer", "bytesPerPeer", atMost(300_000)),
    row("join, ms (median)", "joinMs", atMost(500)),
    row("CPU ms per join", "cpuMillisecondsPerJoin"),
  ];
}
