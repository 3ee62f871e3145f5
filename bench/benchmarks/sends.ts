import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine, waitForRest } from "../measures/index.ts";
import type { Options } from "../options.ts";
import { startOurServer } from "../our-server.ts";
import { Crowd } from "../players/index.ts";
import { atLeast, type Report } from "../report.ts";
import { runThroughput } from "./playing.ts";

const roomCount = 100;
const memberCount = 10;

export const sends: Benchmark = {
  summary: "durable sends a second in 100 rooms of 10, with 800 and with 100 outstanding. --seconds N",
  run: measureSends,
};

function measureSends(options: Options): Promise<Report> {
  return withClosing(async (closing) => {
    const server = await startOurServer(closing, { roomCount, memberCount, profileDir: options.profileDir });
    const crowd = new Crowd(closing);
    await crowd.run({ type: "join", protocol: server.protocol, port: server.port, rooms: server.rooms });
    const span = { durationMs: (options.seconds ?? 5) * 1_000 };
    const many = await runThroughput(server, crowd, { window: 8, span });
    await waitForRest(server.pids);
    const few = await runThroughput(server, crowd, { window: 1, span });
    const figures = {
      outstanding800: many.figures,
      outstanding100: few.figures,
      machine: describeMachine(server.software),
    };
    const rows = [
      { figure: "durable sends/s, 800 outstanding", value: many.figures.durableSendsPerSecond, must: atLeast(8_000) },
      { figure: "durable sends/s, 100 outstanding", value: few.figures.durableSendsPerSecond, must: atLeast(3_000) },
      { figure: "CPU s per million deliveries, 800 outstanding", value: many.figures.cpuSecondsPerMillionDeliveries },
      { figure: "CPU s per million deliveries, 100 outstanding", value: few.figures.cpuSecondsPerMillionDeliveries },
    ];
    return { figures, rows, notes: [] };
  });
}
