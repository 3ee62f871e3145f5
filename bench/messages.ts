import { newId } from "@veche/kernel";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem, release } from "node:os";
import { join } from "node:path";
import { Generator, startServer } from "./crew.ts";
import type { Counts } from "./generator.ts";
import { measureCpuSeconds, measureMemoryBytes } from "./processes.ts";
import { TokenSigner } from "./tokens.ts";

export interface MessagesOptions {
  readonly roomCount: number;
  readonly memberCount: number;
  /** sends under way in each room */
  readonly window: number;
  readonly seconds: number;
  /** sends a second while latency is measured */
  readonly rate: number;
}

export interface Figures {
  readonly durableSendsPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly deliveriesPerSecondPerCore: number;
  readonly cpuSecondsPerMillionDeliveries: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly bytesPerConnection: number;
  readonly machine: string;
}

const warmUpMs = 2_000;

/** Rooms full of people who write: throughput with a fixed number of sends under way, then latency at a fixed rate. */
export async function measureMessages(options: MessagesOptions): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), "veche-bench-"));
  const applicationId = newId();
  const signer = new TokenSigner(applicationId);
  const rooms = Array.from({ length: options.roomCount }, () => ({
    id: newId(),
    userIds: Array.from({ length: options.memberCount }, () => newId()),
  }));
  const seed = { applicationId, publicKey: signer.publicKey, userIds: rooms.flatMap((room) => room.userIds), conversations: rooms };
  const server = await startServer({ dataDir: join(dir, "data"), port: 0, seed });
  const generator = new Generator();
  try {
    const emptyBytes = measureMemoryBytes(server.pid);
    const played = rooms.map(({ id, userIds }) => ({ id, tokens: userIds.map((userId) => signer.signFor(userId)) }));
    await generator.run({ type: "connect", port: server.port, rooms: played });
    const bytesPerConnection = (measureMemoryBytes(server.pid) - emptyBytes) / (options.roomCount * options.memberCount);
    const edges: number[] = [];
    const atEdge = (): void => void edges.push(measureCpuSeconds(server.pid));
    const durationMs = options.seconds * 1_000;
    const closed = await generator.run<Counts>({ type: "closedLoop", window: options.window, warmUpMs, durationMs }, atEdge);
    const open = await generator.run<Counts>({ type: "openLoop", sendsPerSecond: options.rate, warmUpMs, durationMs });
    if (closed.refusalCount + open.refusalCount > 0) throw new Error(`${closed.refusalCount + open.refusalCount} sends were refused.`);
    return toFigures(closed, edges[1]! - edges[0]!, open, bytesPerConnection);
  } finally {
    await generator.stop();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function toFigures(closed: Counts, cpuSeconds: number, open: Counts, bytesPerConnection: number): Figures {
  const seconds = closed.durationMs / 1_000;
  const percentile = (share: number): number => round(open.latenciesMs[Math.floor(open.latenciesMs.length * share)] ?? Number.NaN);
  return {
    durableSendsPerSecond: Math.round(closed.sendCount / seconds),
    deliveriesPerSecond: Math.round(closed.deliveryCount / seconds),
    deliveriesPerSecondPerCore: Math.round(closed.deliveryCount / cpuSeconds),
    cpuSecondsPerMillionDeliveries: round((cpuSeconds / closed.deliveryCount) * 1e6),
    latencyMs: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
    bytesPerConnection: Math.round(bytesPerConnection),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`,
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
