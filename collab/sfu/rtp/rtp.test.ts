import { describe, expect, it } from "vitest";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import {
  buildNack,
  buildPli,
  buildReceiverReport,
  buildRemb,
  buildSenderReport,
  buildTransportFeedback,
  createRtpHeader,
  createVp8Descriptor,
  ExtensionReader,
  findPayloadEnd,
  HeaderWriter,
  parseRtcp,
  parseRtpHeader,
  parseVp8,
  SequenceUnwrapper,
  startsKeyFrame,
  subtractSequence,
} from "./index.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");
const ids = { mid: 1, transportSequence: 3, dependencyDescriptor: 13 };

function writeAndRead(descriptor: Buffer) {
  const writer = new HeaderWriter();
  const bytes = writer.write(
    {
      payloadType: 96,
      isMarked: true,
      sequence: 65_535,
      timestamp: 4_000_000_000,
      ssrc: 77,
      transportSequence: 513,
      mid: "12",
      dependencyDescriptor: descriptor,
    },
    ids,
  );
  const packet = Buffer.concat([writer.buffer.subarray(0, bytes), Buffer.from("payload")]);
  const header = createRtpHeader();
  expect(parseRtpHeader(packet, header)).toBe(true);
  const reader = new ExtensionReader();
  reader.setIds(ids);
  reader.read(packet, header);
  return { packet, header, reader };
}

describe("an RTP header", () => {
  it.each([3, 16, 17, 120])("is read as it was written, with a descriptor of %i bytes", (length) => {
    const descriptor = Buffer.alloc(length, 5);
    const { packet, header, reader } = writeAndRead(descriptor);
    expect(header).toMatchObject({ payloadType: 96, isMarked: true, sequence: 65_535, timestamp: 4_000_000_000, ssrc: 77 });
    expect(packet.subarray(header.payloadStart).toString()).toBe("payload");
    expect(reader.getNumber("transportSequence", 2)).toBe(513);
    expect(reader.getText("mid")).toBe("12");
    expect(reader.getBytes("dependencyDescriptor")).toEqual(descriptor);
    expect(reader.getNumber("audioLevel", 1)).toBe(-1);
  });

  it("without extensions is twelve bytes", () => {
    const header = { payloadType: 0, isMarked: false, sequence: 0, timestamp: 0, ssrc: 0, mid: "0" };
    expect(new HeaderWriter().write(header, {})).toBe(12);
  });

  it("tells padding from payload, and lies about it do no harm", () => {
    const header = createRtpHeader();
    const packet = hex("a0600001 00000000 00000001 aabb0002");
    parseRtpHeader(packet, header);
    expect(findPayloadEnd(packet, header, packet.length)).toBe(14);
    packet[15] = 200;
    expect(findPayloadEnd(packet, header, packet.length)).toBeLessThan(header.payloadStart);
  });
});

describe("sequence numbers", () => {
  it("are compared on their circle", () => {
    expect([subtractSequence(1, 65_535), subtractSequence(65_535, 1), subtractSequence(0, 32_768)]).toEqual([2, -2, -32_768]);
  });

  it("unwrap to numbers that only grow", () => {
    const unwrapper = new SequenceUnwrapper();
    const unwrapped = [65_534, 65_535, 1, 0, 65_533, 30_000, 60_000, 10].map((sequence) => unwrapper.unwrap(sequence) - 0x1_0000);
    expect(unwrapped).toEqual([65_534, 65_535, 65_537, 65_536, 65_533, 95_536, 125_536, 131_082]);
  });
});

describe("control packets", () => {
  const report = {
    ssrc: 5,
    fractionLost: 10,
    totalLost: -3,
    highestSequence: 70_000,
    jitter: 9,
    lastSenderReport: 1,
    delaySinceLastSenderReport: 2,
  };

  it("are understood as they were meant, together in one packet", () => {
    const sender = { ssrc: 4, ntpMs: 3_900_000_000_123.5, timestamp: 90_000, packetCount: 7, byteCount: 700 };
    const packet = Buffer.concat([
      buildSenderReport(sender, "anna"),
      buildReceiverReport(1, [report]),
      buildNack(1, 5, [65_535, 0, 15, 16, 40]),
      buildPli(1, 5),
      buildRemb(1, 2_500_000, [5]),
      hex("81cb0001 00000005"),
      hex("84ce0004 00000001 00000000 00000006 01000000"),
    ]);
    const messages = parseRtcp(packet);
    const [first] = messages;
    expect(first?.kind === "senderReport" && first.ntpMs).toBeCloseTo(sender.ntpMs, 2);
    expect(first).toMatchObject({ kind: "senderReport", ssrc: 4, timestamp: 90_000, packetCount: 7, byteCount: 700 });
    expect(messages.slice(1, 4)).toEqual([
      { kind: "receiverReport", ssrc: 1, reports: [report] },
      {
        kind: "nack",
        ssrc: 5,
        sequences: [65_535, 0, 15, 16, 40]
          .filter((sequence) => sequence !== 16)
          .concat(16)
          .toSorted((a, b) => subtractSequence(a, b)),
      },
      { kind: "keyFrameRequest", ssrc: 5 },
    ]);
    const remb = messages[4];
    expect(remb?.kind === "remb" ? Math.abs(remb.bitrateBps - 2_500_000) : Infinity).toBeLessThan(16);
    expect(messages.slice(5)).toEqual([
      { kind: "bye", ssrcs: [5] },
      { kind: "keyFrameRequest", ssrc: 6 },
    ]);
  });

  it("tell arrivals to a quarter of a millisecond, with losses and jumps both ways", () => {
    const random = createRandom(11);
    let time = 123_456;
    const arrivalsMs = Array.from({ length: 100 }, (_, index) => {
      time += random() < 0.05 ? 90 : random() < 0.05 ? -20 : random() * 5;
      return random() < 0.2 && index > 0 && index < 99 ? undefined : time;
    });
    const [feedback] = parseRtcp(buildTransportFeedback(1, { ssrc: 2, feedbackNumber: 255, baseSequence: 65_500, arrivalsMs }));
    expect(feedback).toMatchObject({ kind: "transportFeedback", ssrc: 2, feedbackNumber: 255, baseSequence: 65_500 });
    const read = feedback?.kind === "transportFeedback" ? feedback.arrivalsMs : [];
    for (const [index, arrival] of arrivalsMs.entries()) {
      if (arrival === undefined) expect(read[index]).toBeUndefined();
      else expect(Math.abs((read[index] ?? 0) - arrival)).toBeLessThanOrEqual(0.126);
    }
  });

  it("of run-length and one-bit chunks are understood as browsers write them", () => {
    // base 1, 10 statuses: 6 small by run length, then 4 of a vector of single bits: 1 0 1 0.
    const packet = hex("8fcd0007 00000001 00000002 0001000a 00000100 2006 a800 01020304 05060708 0000");
    packet.writeUInt16BE(packet.length / 4 - 1, 2);
    const [feedback] = parseRtcp(packet);
    expect(feedback?.kind === "transportFeedback" && feedback.arrivalsMs.map((arrival) => arrival !== undefined)).toEqual([
      ...Array<boolean>(6).fill(true),
      true,
      false,
      true,
      false,
    ]);
  });
});

describe("key frames", () => {
  const is = (codec: Parameters<typeof startsKeyFrame>[0], payload: string, descriptor?: string) =>
    startsKeyFrame(codec, hex(payload), 0, hex(payload).length, descriptor === undefined ? undefined : hex(descriptor));

  it("are seen in every codec", () => {
    expect([is("vp8", "90e0 9234 05 00 50"), is("vp8", "90e0 9234 05 00 51"), is("vp8", "80e0 9234 05 00 50")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([is("vp9", "a8 1230"), is("vp9", "88 05 00"), is("vp9", "c8 05 00"), is("vp9", "a8 05 02 00"), is("vp9", "80 05")]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([is("h264", "67 42"), is("h264", "65 00"), is("h264", "41 00"), is("h264", "7c 85 00"), is("h264", "7c 05 00")]).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(is("h264", "78 0002 0910 0003 674200")).toBe(true);
    expect([is("av1", "00", "800001 80"), is("av1", "00", "800001"), is("av1", "00", "000001 80")]).toEqual([true, false, false]);
    expect(is("opus", "00")).toBe(true);
  });

  it("of VP8 tell where the numbers of the picture are", () => {
    const descriptor = createVp8Descriptor();
    expect(parseVp8(hex("90f0 9234 05 67 51"), 0, 7, descriptor)).toBe(true);
    expect(descriptor).toMatchObject({ bytes: 6, pictureIdAt: 2, isLongPictureId: true, levelZeroIndexAt: 4, keyIndexAt: 5 });
    expect(parseVp8(hex("90f0 9234"), 0, 4, descriptor)).toBe(false);
  });
});

describe("nonsense", () => {
  it("is read without a fall", () => {
    const random = createRandom(12);
    const { packet } = writeAndRead(Buffer.alloc(20));
    const control = Buffer.concat([
      buildReceiverReport(1, [
        { ssrc: 5, fractionLost: 0, totalLost: 0, highestSequence: 0, jitter: 0, lastSenderReport: 0, delaySinceLastSenderReport: 0 },
      ]),
      buildNack(1, 2, [1, 5, 9]),
      buildTransportFeedback(1, { ssrc: 1, feedbackNumber: 0, baseSequence: 0, arrivalsMs: [1, undefined, 2] }),
    ]);
    const header = createRtpHeader();
    const reader = new ExtensionReader();
    reader.setIds(ids);
    for (let index = 0; index < fuzzCount; index++) {
      const bad = mutate(packet, random);
      if (parseRtpHeader(bad, header)) reader.read(bad, header);
      reader.getBytes("dependencyDescriptor");
      for (const codec of ["vp8", "vp9", "h264", "av1"] as const) startsKeyFrame(codec, bad, 0, bad.length, bad);
      parseRtcp(mutate(control, random));
    }
  });
});
