import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { MediaCommand } from "@veche/sfu/media";
import { openTestPeer, testExtensionIds, type TestPeer } from "@veche/sfu/testing";
import type { Benchmark } from "../benchmark.ts";
import { describeMachine, endProcesses, measureCpuSeconds, measureMemoryBytes } from "../measures/index.ts";
import { atLeast, atMost, round } from "../report.ts";

const payloadBytes = 1_000;
const payloadType = 96;
const ssrc = 4_242;
const packetsPerSecond = 1_000;
const burstMs = 10;

/** One publisher and many subscribers, over UDP on this machine's own loop. */
class Call {
  readonly #server: ChildProcess;
  readonly #port: number;
  readonly #peers: TestPeer[] = [];
  receivedCount = 0;
  #sequence = 0;

  private constructor(server: ChildProcess, port: number) {
    this.#server = server;
    this.#port = port;
  }

  static async open(): Promise<Call> {
    const server = fork(new URL("../players/media-server.ts", import.meta.url));
    const [{ port }] = (await once(server, "message")) as [{ port: number }];
    return new Call(server, port);
  }

  get pid(): number {
    return this.#server.pid ?? 0;
  }

  #send(command: MediaCommand): void {
    this.#server.send(command);
  }

  /** @returns the peer and how long its way in took */
  async join(): Promise<{ readonly id: string; readonly peer: TestPeer; readonly joinMs: number }> {
    const id = `peer-${this.#peers.length}`;
    const credentials = { usernameFragment: randomBytes(6).toString("hex"), password: randomBytes(12).toString("hex") };
    const peer = await openTestPeer(testExtensionIds, { onRawMedia: () => (this.receivedCount += 1) });
    this.#peers.push(peer);
    this.#send({ type: "openTransport", room: "room", transport: id, credentials });
    this.#send({ type: "setRemote", transport: id, remote: { fingerprint: peer.fingerprint } });
    const startedAtMs = performance.now();
    peer.connect(this.#port, credentials);
    await peer.connected;
    return { id, peer, joinMs: performance.now() - startedAtMs };
  }

  publish(transport: string): void {
    const sources = [{ ssrc }];
    const section = { mid: "0", codecs: [[payloadType, "vp8"]] as const, extensions: testExtensionIds, sources, qualities: [] };
    this.#send({ type: "receiveTrack", transport, track: "camera", kind: "video", isScreen: false, isMuted: false, section });
  }

  subscribe(transport: string, index: number): void {
    const own = 100_000 + index * 2;
    this.#send({ type: "forwardTrack", transport, forward: transport, track: "camera", ssrc: own, rtxSsrc: own + 1 });
    const section = { mid: "0", payloadType, rtxPayloadType: 97, extensions: testExtensionIds, canonicalName: "publisher" };
    this.#send({ type: "bindForward", forward: transport, section });
  }

  /** Sends pictures of one packet each, evenly, for so long. */
  async play(publisher: TestPeer, seconds: number): Promise<void> {
    const payload = Buffer.alloc(payloadBytes, 7);
    const startedAtMs = performance.now();
    let sentCount = 0;
    while (performance.now() - startedAtMs < seconds * 1_000) {
      const dueCount = Math.floor(((performance.now() - startedAtMs) * packetsPerSecond) / 1_000);
      for (; sentCount < dueCount; sentCount++) this.#sendPacket(publisher, payload, sentCount);
      await pause(burstMs);
    }
  }

  #sendPacket(publisher: TestPeer, payload: Buffer, index: number): void {
    payload.set([0x90, 0x80, 0x80 | ((index >> 8) & 0x7f), index & 255, index % 100 === 0 ? 0 : 1]);
    const extensions = [{ id: testExtensionIds.transportSequence ?? 0, value: Buffer.from([(index >> 8) & 255, index & 255]) }];
    publisher.sendRtp({ payloadType, sequence: this.#sequence++, timestamp: index * 90, ssrc, isMarked: true, extensions, payload });
  }

  async close(): Promise<void> {
    await Promise.all(this.#peers.map((peer) => peer.close()));
    await endProcesses([this.pid]);
  }
}

async function measureCall(subscriberCount: number, seconds: number) {
  const call = await Call.open();
  try {
    const publisher = await call.join();
    call.publish(publisher.id);
    await call.play(publisher.peer, 0.5);
    const memoryBefore = measureMemoryBytes(call.pid);
    const cpuBefore = measureCpuSeconds(call.pid);
    const joins: number[] = [];
    for (let index = 0; index < subscriberCount; index++) {
      const { id, joinMs } = await call.join();
      call.subscribe(id, index);
      joins.push(joinMs);
    }
    const cpuPerJoinMs = ((measureCpuSeconds(call.pid) - cpuBefore) * 1_000) / subscriberCount;
    const bytesPerPeer = (measureMemoryBytes(call.pid) - memoryBefore) / subscriberCount;
    await call.play(publisher.peer, 1);
    const [cpuStart, countStart] = [measureCpuSeconds(call.pid), call.receivedCount];
    await call.play(publisher.peer, seconds);
    const forwardedCount = call.receivedCount - countStart;
    const cpuMicroseconds = ((measureCpuSeconds(call.pid) - cpuStart) * 1e6) / forwardedCount;
    const expectedCount = packetsPerSecond * seconds * subscriberCount;
    const joinMs = joins.toSorted((a, b) => a - b)[Math.floor(joins.length / 2)] ?? 0;
    return { cpuMicroseconds, forwardedShare: forwardedCount / expectedCount, bytesPerPeer, cpuPerJoinMs, joinMs };
  } finally {
    await call.close();
  }
}

export const sfu: Benchmark = {
  summary: "sound and picture: one publisher to many [--connections N] subscribers for [--seconds N]",
  async run({ connectionCount = 10, seconds = 5 }) {
    const measured = await measureCall(connectionCount, seconds);
    const figures = {
      subscriberCount: connectionCount,
      cpuMicrosecondsPerForwardedPacket: round(measured.cpuMicroseconds),
      packetsPerSecondPerCore: Math.round(1e6 / measured.cpuMicroseconds),
      forwardedShare: round(measured.forwardedShare),
      bytesPerPeer: Math.round(measured.bytesPerPeer),
      joinMs: round(measured.joinMs),
      cpuMillisecondsPerJoin: round(measured.cpuPerJoinMs),
    };
    return {
      figures,
      rows: [
        { figure: "CPU µs per forwarded packet", value: figures.cpuMicrosecondsPerForwardedPacket },
        { figure: "packets/s per core", value: figures.packetsPerSecondPerCore, must: atLeast(40_000) },
        { figure: "share of packets that arrived", value: figures.forwardedShare },
        { figure: "bytes per peer", value: figures.bytesPerPeer, must: atMost(300_000) },
        { figure: "join, ms (median)", value: figures.joinMs, must: atMost(500) },
        { figure: "CPU ms per join", value: figures.cpuMillisecondsPerJoin },
      ],
      notes: [
        describeMachine(`Node ${process.version}`),
        `${payloadBytes}-byte packets, ${packetsPerSecond}/s in, AES-128-GCM, repairs and feedback on; the whole process is counted, the kernel's part too.`,
        "The memory per peer includes what the collector has not taken back.",
      ],
    };
  },
};
