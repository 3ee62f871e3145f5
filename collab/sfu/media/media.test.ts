import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createIceCredentials } from "../ice/index.ts";
import { buildNack, buildPli, buildSenderReport, buildTransportFeedback, subtractSequence } from "../rtp/index.ts";
import { openTestPeer, type ReceivedRtp, testExtensionIds, type TestPeer } from "../testing/peer.ts";
import { openLocalMedia, openMediaWorker, type MediaEvent, type MediaNode } from "./index.ts";

const options = { host: "127.0.0.1", udpPort: 0, announcedAddresses: [] };
const vp8Type = 96;
const rtxType = 97;
const ids = testExtensionIds;

let node: MediaNode;
let events: MediaEvent[];
let peers: TestPeer[];
beforeEach(async () => {
  [events, peers] = [[], []];
  node = await openLocalMedia(options);
  node.onEvent((event) => events.push(event));
});
afterEach(async () => {
  await Promise.all(peers.map((peer) => peer.close()));
  await node.close();
});

async function join(id: string, room = "room"): Promise<TestPeer> {
  const peer = await openTestPeer(ids);
  peers.push(peer);
  const credentials = createIceCredentials();
  node.send({ type: "openTransport", room, transport: id, credentials });
  node.send({ type: "setRemote", transport: id, remote: { fingerprint: peer.fingerprint } });
  peer.connect(node.candidates[0]?.port ?? 0, credentials);
  await peer.connected;
  await eventually(() => events).toContainEqual({ type: "connected", transport: id });
  return peer;
}

function publishVideo(transport: string, track: string): void {
  node.send({
    type: "receiveTrack",
    transport,
    track,
    kind: "video",
    isScreen: false,
    isMuted: false,
    section: {
      mid: "1",
      codecs: [
        [vp8Type, "vp8"],
        [rtxType, undefined],
      ],
      extensions: ids,
      sources: [],
      qualities: [
        ["q", 0],
        ["h", 1],
        ["f", 2],
      ],
    },
  });
}

function subscribe(transport: string, track: string, ssrc: number): void {
  const forward = `${transport}/${track}`;
  node.send({ type: "forwardTrack", transport, forward, track, ssrc, rtxSsrc: ssrc + 1 });
  const section = { mid: "5", payloadType: 100, rtxPayloadType: 101, extensions: ids, canonicalName: "anna" };
  node.send({ type: "bindForward", forward, section });
}

const idOf = (name: keyof typeof ids): number => ids[name] ?? 0;

/** What fills the packets of each layer, and how much. */
const layerMarks: Readonly<Record<string, number>> = { q: 0x11, h: 0x22, f: 0x33 };
const layerBytes: Readonly<Record<string, number>> = { q: 100, h: 400, f: 1_000 };

/** A layer of simulcast: frames of two packets, numbers that begin anywhere. */
class Layer {
  readonly #peer: TestPeer;
  readonly #rid: string;
  readonly ssrc: number;
  sequence: number;
  timestamp: number;
  pictureId = 100;

  constructor(peer: TestPeer, rid: string, ssrc: number, sequence: number) {
    this.#peer = peer;
    this.#rid = rid;
    this.ssrc = ssrc;
    this.sequence = sequence;
    this.timestamp = ssrc * 1_000_000;
  }

  sendFrame(isKey: boolean, { lost = [] as readonly number[], sendSequence = -1 } = {}): void {
    for (const part of [0, 1]) {
      const payload = Buffer.alloc(layerBytes[this.#rid] ?? 600, layerMarks[this.#rid]);
      Buffer.from([part === 0 ? 0x90 : 0x80, 0x80, 0x80 | (this.pictureId >> 8), this.pictureId & 255, isKey ? 0 : 1]).copy(payload);
      const extensions = [
        { id: idOf("mid"), value: Buffer.from("1") },
        { id: idOf("rid"), value: Buffer.from(this.#rid) },
        ...(sendSequence < 0 ? [] : [{ id: idOf("transportSequence"), value: Buffer.from([sendSequence >> 8, sendSequence & 255]) }]),
      ];
      const packet = {
        payloadType: vp8Type,
        sequence: this.sequence,
        timestamp: this.timestamp,
        ssrc: this.ssrc,
        isMarked: part === 1,
        extensions,
        payload,
      };
      if (!lost.includes(part)) this.#peer.sendRtp(packet);
      this.sequence = (this.sequence + 1) & 0xffff;
    }
    this.timestamp += 3_000;
    this.pictureId = (this.pictureId + 1) & 0x7fff;
  }
}

async function openCall() {
  const [publisher, subscriber] = [await join("anna"), await join("boris")];
  publishVideo("anna", "camera");
  subscribe("boris", "camera", 7_000);
  const received: ReceivedRtp[] = [];
  subscriber.onRtp = (packet) => received.push(packet);
  const layers = {
    q: new Layer(publisher, "q", 11, 65_530),
    h: new Layer(publisher, "h", 12, 500),
    f: new Layer(publisher, "f", 13, 9_000),
  };
  const media = (): ReceivedRtp[] => received.filter(({ ssrc }) => ssrc === 7_000);
  return { publisher, subscriber, received, media, layers };
}

describe("a call through the engine", () => {
  it("tells the codec by the first packet, and forwards the best layer under our numbers", async () => {
    const { media, layers } = await openCall();
    for (const layer of Object.values(layers)) layer.sendFrame(true);
    await eventually(() => events).toContainEqual({ type: "trackStarted", track: "camera", codec: "vp8" });
    for (let frame = 0; frame < 10; frame++) for (const layer of Object.values(layers)) layer.sendFrame(frame === 3);
    await eventually(() => media().length).toBeGreaterThan(8);
    expect(events).toContainEqual({ type: "forwardStarted", forward: "boris/camera" });
    for (const [index, packet] of media().entries()) {
      const before = media()[index - 1];
      if (before) expect(subtractSequence(packet.sequence, before.sequence)).toBe(1);
      expect(packet).toMatchObject({ payloadType: 100, mid: "5", ssrc: 7_000 });
    }
  });

  it("changes the layer at a key frame only, asks for one, and goes on without a hole", async () => {
    const { publisher, media, layers } = await openCall();
    const asked = new Set<number>();
    publisher.onRtcp = (message) => message.kind === "keyFrameRequest" && asked.add(message.ssrc);
    layers.q.sendFrame(true);
    await eventually(() => events.some(({ type }) => type === "trackStarted")).toBe(true);
    layers.h.sendFrame(true);
    layers.q.sendFrame(true);
    layers.h.sendFrame(true);
    await eventually(() => media().length).toBeGreaterThan(0);
    node.send({ type: "wishForward", forward: "boris/camera", wish: { isEnabled: true, maxQuality: 0 } });
    await eventually(() => asked).toContain(layers.q.ssrc);
    const countBefore = media().length;
    for (const isKey of [false, true, false]) {
      layers.q.sendFrame(isKey);
      layers.h.sendFrame(false);
    }
    await eventually(() => media().length).toBeGreaterThanOrEqual(countBefore + 6);
    const pictures = media().map(({ payload }) => payload.readUInt16BE(2) & 0x7fff);
    for (const [index, packet] of media().entries()) {
      const before = media()[index - 1];
      if (!before) continue;
      expect(subtractSequence(packet.sequence, before.sequence)).toBe(1);
      expect((packet.timestamp - before.timestamp) | 0).toBeGreaterThanOrEqual(0);
      expect((pictures[index] ?? 0) - (pictures[index - 1] ?? 0)).toBe(before.isMarked ? 1 : 0);
    }
  });

  it("asks the publisher for lost packets and repairs the receiver's losses by RTX", async () => {
    const { publisher, subscriber, received, media, layers } = await openCall();
    const nacked: number[] = [];
    publisher.onRtcp = (message) => message.kind === "nack" && nacked.push(...message.sequences);
    layers.q.sendFrame(true);
    await eventually(() => events.some(({ type }) => type === "trackStarted")).toBe(true);
    layers.q.sendFrame(true);
    layers.q.sendFrame(false, { lost: [1] });
    const lost = (layers.q.sequence - 1) & 0xffff;
    layers.q.sendFrame(false);
    await eventually(() => nacked).toContain(lost);
    const repair = Buffer.alloc(100);
    repair.writeUInt16BE(lost);
    repair.set([0x80, 0x80, 0x80, 101, 1], 2);
    const extensions = [
      { id: idOf("mid"), value: Buffer.from("1") },
      { id: idOf("repairedRid"), value: Buffer.from("q") },
    ];
    const countBefore = media().length;
    publisher.sendRtp({ payloadType: rtxType, sequence: 1, timestamp: layers.q.timestamp - 6_000, ssrc: 900, extensions, payload: repair });
    publisher.sendRtp({ payloadType: rtxType, sequence: 2, timestamp: layers.q.timestamp - 6_000, ssrc: 900, extensions, payload: repair });
    await eventually(() => media().length).toBe(countBefore + 1);

    const wanted = media()[0];
    subscriber.sendRtcp(buildNack(1, 7_000, [wanted?.sequence ?? 0, 40_000]));
    await eventually(() => received.filter(({ ssrc }) => ssrc === 7_001)).toHaveLength(1);
    const rtx = received.find(({ ssrc }) => ssrc === 7_001);
    expect(rtx).toMatchObject({ payloadType: 101, timestamp: wanted?.timestamp });
    expect(rtx?.payload.readUInt16BE(0)).toBe(wanted?.sequence);
    expect(rtx?.payload.subarray(2)).toEqual(wanted?.payload);
    expect(new Set(media().map(({ sequence }) => sequence)).size).toBe(media().length);
  });

  it("passes the receiver's wish for a key frame on, not too often", async () => {
    const { publisher, subscriber, layers } = await openCall();
    let askedCount = 0;
    publisher.onRtcp = (message) => message.kind === "keyFrameRequest" && (askedCount += 1);
    layers.q.sendFrame(true);
    await eventually(() => askedCount).toBe(1);
    for (let times = 0; times < 20; times++) subscriber.sendRtcp(buildPli(1, 7_000));
    await new Promise((resolve) => setTimeout(resolve, 520));
    subscriber.sendRtcp(buildPli(1, 7_000));
    await eventually(() => askedCount).toBe(2);
  });

  it("tells the publisher when his packets arrived and what got lost", async () => {
    const { publisher, layers } = await openCall();
    const reports: unknown[] = [];
    publisher.onRtcp = (message) => (message.kind === "transportFeedback" || message.kind === "receiverReport") && reports.push(message);
    for (let frame = 0; frame < 5; frame++) layers.q.sendFrame(frame === 0, { sendSequence: 65_533 + frame, lost: frame === 2 ? [0] : [] });
    await eventually(() => reports).toContainEqual(expect.objectContaining({ kind: "transportFeedback", baseSequence: 65_533 }));
    await eventually(() => reports).toContainEqual(
      expect.objectContaining({ kind: "receiverReport", reports: [expect.objectContaining({ ssrc: 11, totalLost: 1 })] }),
    );
  });

  it("gives the receiver the publisher's clock", async () => {
    const { publisher, subscriber, media, layers } = await openCall();
    const reports: { ssrc: number; ntpMs: number; timestamp: number }[] = [];
    subscriber.onRtcp = (message) => message.kind === "senderReport" && reports.push(message);
    const ntpMs = 3_900_000_000_000;
    publisher.sendRtcp(buildSenderReport({ ssrc: 11, ntpMs, timestamp: layers.q.timestamp, packetCount: 0, byteCount: 0 }, "anna"));
    layers.q.sendFrame(true);
    await eventually(() => events.some(({ type }) => type === "trackStarted")).toBe(true);
    publisher.sendRtcp(
      buildSenderReport({ ssrc: 11, ntpMs: ntpMs + 1_000 / 30, timestamp: layers.q.timestamp, packetCount: 0, byteCount: 0 }, "anna"),
    );
    layers.q.sendFrame(true);
    await eventually(() => reports.length).toBeGreaterThan(0);
    const [report, first] = [reports[0], media()[0]];
    const mediaMs = (((report?.timestamp ?? 0) - (first?.timestamp ?? 0)) | 0) / 90;
    expect(Math.abs((report?.ntpMs ?? 0) - (ntpMs + 1_000 / 30) - mediaMs)).toBeLessThan(40);
  });

  it("sends nothing of a muted track", async () => {
    const { media, layers } = await openCall();
    layers.q.sendFrame(true);
    await eventually(() => events.some(({ type }) => type === "trackStarted")).toBe(true);
    node.send({ type: "muteTrack", track: "camera", isMuted: true });
    const countBefore = media().length;
    layers.q.sendFrame(true);
    node.send({ type: "muteTrack", track: "camera", isMuted: false });
    layers.q.sendFrame(true);
    await eventually(() => media().length).toBeGreaterThanOrEqual(countBefore + 2);
  });

  it("gives a receiver whose line is narrow a lower layer", async () => {
    const { subscriber, layers } = await openCall();
    for (const layer of Object.values(layers)) layer.sendFrame(true);
    await eventually(() => events.some(({ type }) => type === "trackStarted")).toBe(true);
    // A queue on his line: each packet waits longer than the one before.
    let [queueMs, feedbackNumber] = [0, 0];
    let arrived: { readonly sequence: number; readonly atMs: number }[] = [];
    subscriber.onRtp = (packet) => {
      queueMs += 4;
      arrived.push({ sequence: packet.transportSequence, atMs: performance.now() + queueMs });
      received.push(packet.payload.readUInt8(5));
    };
    const received: number[] = [];
    const isLow = (): boolean => received.at(-1) === layerMarks.q;
    for (let frame = 0; frame < 300 && !isLow(); frame++) {
      for (const layer of Object.values(layers)) layer.sendFrame(frame % 10 === 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (arrived.length < 4) continue;
      const base = arrived[0]?.sequence ?? 0;
      const feedback = {
        ssrc: 7_000,
        feedbackNumber: feedbackNumber++ & 255,
        baseSequence: base,
        arrivalsMs: arrived.map(({ atMs }) => atMs),
      };
      subscriber.sendRtcp(buildTransportFeedback(1, feedback));
      arrived = [];
    }
    expect(isLow()).toBe(true);
    expect(received).toContain(layerMarks.f);
  });

  it("carries data between peers", async () => {
    const [anna, boris] = [await join("anna"), await join("boris")];
    for (const transport of ["anna", "boris"]) node.send({ type: "openChannels", transport, port: 5000, channels: [] });
    const [mine, his] = [anna.channels.open("_reliable"), boris.channels.open("_reliable")];
    await eventually(() => [mine.isOpen(), his.isOpen()]).toEqual([true, true]);
    mine.send("hello");
    await eventually(() => events).toContainEqual({
      type: "data",
      transport: "anna",
      label: "_reliable",
      message: Uint8Array.from(Buffer.from("hello")),
    });
    node.send({ type: "sendData", transports: ["boris"], label: "_reliable", message: Buffer.from("there") });
    await eventually(() => his.received.map(String)).toEqual(["there"]);
  });
});

describe("a media worker", () => {
  it("does in a thread of its own what the engine does, and ends when told", async () => {
    const worker = await openMediaWorker(options);
    const seen: MediaEvent[] = [];
    worker.onEvent((event) => seen.push(event));
    const peer = await openTestPeer();
    const credentials = createIceCredentials();
    worker.send({ type: "openTransport", room: "room", transport: "anna", credentials });
    worker.send({ type: "setRemote", transport: "anna", remote: { fingerprint: peer.fingerprint } });
    peer.connect(worker.candidates[0]?.port ?? 0, credentials);
    await peer.connected;
    await eventually(() => seen).toContainEqual({ type: "connected", transport: "anna" });
    await peer.close();
    await worker.close();
  });
});
