import { setTimeout as pause } from "node:timers/promises";
import { openTestPeer, testExtensionIds, type TestPeer } from "@veche/sfu/testing";
import { withClosing, type Closing } from "../closing.ts";
import { describeMachine, measureCpuSeconds, measureMemoryBytes } from "../measures/index.ts";
import { round } from "../report.ts";
import { sent, type MediaContestant, type WayIn } from "./contestant.ts";

export const payloadBytes = 1_000;
export const packetsPerSecond = 1_000;
const burstMs = 10;

/** One publisher and some subscribers, for some seconds. */
export interface CallPlan {
  readonly subscriberCount: number;
  readonly seconds: number;
}

export interface CallFigures {
  readonly subscriberCount: number;
  readonly cpuMicrosecondsPerForwardedPacket: number;
  readonly packetsPerSecondPerCore: number;
  readonly forwardedShare: number;
  readonly bytesPerPeer: number;
  readonly joinMs: number;
  readonly cpuMillisecondsPerJoin: number;
  readonly machine: string;
}

/** One publisher and many subscribers, over UDP within this machine. */
export async function measureCall(
  start: (closing: Closing) => Promise<MediaContestant>,
  { subscriberCount, seconds }: CallPlan,
): Promise<CallFigures> {
  return withClosing(async (closing) => {
    const server = await start(closing);
    const call = new Call(closing, server);
    await call.begin();
    await call.play(0.5);
    const memoryBefore = measureMemoryBytes(server.pid);
    const cpuBefore = measureCpuSeconds(server.pid);
    const joins: number[] = [];
    for (let index = 0; index < subscriberCount; index++) joins.push(await call.subscribe());
    const cpuMillisecondsPerJoin = ((measureCpuSeconds(server.pid) - cpuBefore) * 1_000) / subscriberCount;
    const bytesPerPeer = (measureMemoryBytes(server.pid) - memoryBefore) / subscriberCount;
    await call.play(1);
    const [cpuStart, countStart] = [measureCpuSeconds(server.pid), call.receivedCount];
    await call.play(seconds);
    const forwardedCount = call.receivedCount - countStart;
    const cpuMicroseconds = ((measureCpuSeconds(server.pid) - cpuStart) * 1e6) / forwardedCount;
    return {
      subscriberCount,
      cpuMicrosecondsPerForwardedPacket: round(cpuMicroseconds),
      packetsPerSecondPerCore: Math.round(1e6 / cpuMicroseconds),
      forwardedShare: round(forwardedCount / (packetsPerSecond * seconds * subscriberCount)),
      bytesPerPeer: Math.round(bytesPerPeer),
      joinMs: round(joins.toSorted((a, b) => a - b)[Math.floor(joins.length / 2)] ?? 0),
      cpuMillisecondsPerJoin: round(cpuMillisecondsPerJoin),
      machine: describeMachine(server.software),
    };
  });
}

class Call {
  readonly #closing: Closing;
  readonly #server: MediaContestant;
  #publisher: TestPeer | undefined;
  receivedCount = 0;
  #sequence = 0;

  constructor(closing: Closing, server: MediaContestant) {
    this.#closing = closing;
    this.#server = server;
  }

  async begin(): Promise<void> {
    const peer = await this.#open();
    await connect(peer, await this.#server.admitPublisher(peer));
    this.#publisher = peer;
  }

  /** @returns how long the way in took, ms */
  async subscribe(): Promise<number> {
    const peer = await this.#open();
    const way = await this.#server.admitSubscriber(peer);
    const startedAtMs = performance.now();
    await connect(peer, way);
    return performance.now() - startedAtMs;
  }

  async #open(): Promise<TestPeer> {
    const peer = await openTestPeer(testExtensionIds, {
      onRawMedia: () => (this.receivedCount += 1),
      address: this.#server.address,
    });
    this.#closing.add(() => peer.close());
    return peer;
  }

  /** Sends pictures of one packet each, evenly, for so long. */
  async play(seconds: number): Promise<void> {
    const payload = Buffer.alloc(payloadBytes, 7);
    const startedAtMs = performance.now();
    let sentCount = 0;
    while (performance.now() - startedAtMs < seconds * 1_000) {
      const dueCount = Math.floor(((performance.now() - startedAtMs) * packetsPerSecond) / 1_000);
      for (; sentCount < dueCount; sentCount++) this.#sendPacket(payload, sentCount);
      await pause(burstMs);
    }
  }

  #sendPacket(payload: Buffer, index: number): void {
    payload.set([0x90, 0x80, 0x80 | ((index >> 8) & 0x7f), index & 255, index % 100 === 0 ? 0 : 1]);
    const extensions = [{ id: testExtensionIds.transportSequence ?? 0, value: Buffer.from([(index >> 8) & 255, index & 255]) }];
    const { payloadType, ssrc } = sent;
    const timestamp = index * 90;
    this.#publisher?.sendRtp({ payloadType, sequence: this.#sequence++, timestamp, ssrc, isMarked: true, extensions, payload });
  }
}

function connect(peer: TestPeer, { port, credentials }: WayIn): Promise<void> {
  peer.connect(port, credentials);
  return peer.connected;
}
