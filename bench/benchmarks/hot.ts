import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine } from "../measures/index.ts";
import type { Options } from "../options.ts";
import { startOurServer } from "../our-server.ts";
import { Crowd } from "../players/index.ts";
import { atLeast, type Report } from "../report.ts";
import { runThroughput } from "./playing.ts";

const memberCount = 10;
const outstandingCount = 256;

export const hot: Benchmark = {
  summary: "durable sends a second where everybody writes into one conversation. --window N (256) --seconds N",
  run: measureHot,
};

function measureHot(options: Options): Promise<Report> {
  return withClosing(async (closing) => {
    const server = await startOurServer(closing, { roomCount: 1, memberCount, profileDir: options.profileDir });
    const crowd = new Crowd(closing);
    await crowd.run({ type: "join", protocol: server.protocol, port: server.port, rooms: server.rooms });
    const span = { durationMs: (options.seconds ?? 5) * 1_000 };
    const { figures, refusalCount } = await runThroughput(server, crowd, { window: options.window ?? outstandingCount, span });
    if (refusalCount > 0) throw new Error(`${refusalCount} sends were refused.`);
    const rows = [
      { figure: "durable sends/s in one conversation", value: figures.durableSendsPerSecond, must: atLeast(8_000) },
      { figure: "CPU s per million deliveries", value: figures.cpuSecondsPerMillionDeliveries },
    ];
    return { figures: { ...figures, machine: describeMachine(server.software) }, rows, notes: [] };
  });
}
