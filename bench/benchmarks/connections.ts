import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine, measureCpuSeconds, measureMemoryBytes } from "../measures/index.ts";
import type { Options } from "../options.ts";
import { startOurServer } from "../our-server.ts";
import { Crowd } from "../players/index.ts";
import { atMost, round, type Report } from "../report.ts";
import { measureJoining } from "./playing.ts";

const memberCount = 10;

export const connections: Benchmark = {
  summary: "10,000 people who are signed in and silent: memory of each, and what a sign-in costs. --connections N",
  run: measureConnections,
};

function measureConnections(options: Options): Promise<Report> {
  return withClosing(async (closing) => {
    const roomCount = Math.ceil((options.connectionCount ?? 10_000) / memberCount);
    const connectionCount = roomCount * memberCount;
    const server = await startOurServer(closing, { roomCount, memberCount, profileDir: options.profileDir });
    const crowd = new Crowd(closing);
    const cpuBefore = measureCpuSeconds(...server.pids);
    const joining = await measureJoining(server, crowd, server.rooms);
    const cpuMsPerConnection = round(((measureCpuSeconds(...server.pids) - cpuBefore) / connectionCount) * 1_000);
    const serverMegabytes = Math.round(measureMemoryBytes(server.serverPid) / 1e6);
    const rows = [
      { figure: "bytes per idle connection", value: joining.bytesPerConnection, must: atMost(16_000) },
      { figure: "the same before the garbage of connecting is collected", value: joining.bytesPerConnectionAtOnce },
      { figure: "memory of the server process, MB", value: serverMegabytes },
      { figure: "CPU ms to connect and sign in", value: cpuMsPerConnection },
    ];
    const figures = { connectionCount, ...joining, serverMegabytes, cpuMsPerConnection, machine: describeMachine(server.software) };
    return { figures, rows, notes: ["Compared with the server before anybody came, after a full garbage collection."] };
  });
}
