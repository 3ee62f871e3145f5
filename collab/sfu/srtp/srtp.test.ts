import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { deriveSessionKeys, masterSaltBytes, srtpProfiles, SrtpReceiver, SrtpSender, type SrtpProfile } from "./index.ts";
import { PacketIndex, ReplayWindow } from "./packet-index.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");
const none = Buffer.alloc(0);
const headerBytes = 12;

describe("SRTP with AES-GCM, by the vectors of RFC 7714", () => {
  const keys = { key: hex("000102030405060708090a0b0c0d0e0f"), salt: hex("517569642070726f2071756f"), authenticationKey: none };
  const rtp = hex("8040f17b 8041f8d3 5501a0b2 47616c6c69612065737420 6f6d6e69732064697669736120696e207061727465732074726573");
  const protectedRtp = hex(`8040f17b 8041f8d3 5501a0b2 f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833
    899d7f27beb16a9152cf765ee4390cce`);
  const rtcp = hex("81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61 deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
  const protectedRtcp = hex(
    `81c8000d4d617273 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4`,
  );

  it("§16.1.1: an RTP packet, there and back", () => {
    const sender = new SrtpSender("aes-128-gcm", keys, keys);
    expect(sender.protectRtp(rtp, headerBytes, rtp.subarray(headerBytes))).toEqual(protectedRtp);
    const packet = Buffer.from(protectedRtp);
    const end = new SrtpReceiver("aes-128-gcm", keys, keys).unprotectRtp(packet, headerBytes);
    expect(packet.subarray(0, end)).toEqual(rtp);
  });

  it("§17.1: an RTCP packet, there and back", () => {
    const sender = new SrtpSender("aes-128-gcm", keys, keys, 0x5d4);
    expect(sender.protectRtcp(rtcp)).toEqual(protectedRtcp);
    expect(new SrtpReceiver("aes-128-gcm", keys, keys).unprotectRtcp(Buffer.from(protectedRtcp))).toEqual(rtcp);
  });
});

describe("SRTP with AES-CM and HMAC-SHA1", () => {
  const profile = "aes-128-cm-hmac-sha1-80";
  const master = { key: hex("E1F97A0D3E018BE0D64FA32C06DE4139"), salt: hex("0EC675AD498AFEEBB6960B3AABE6") };

  it("derives the keys of RFC 3711 §B.3", () => {
    const keys = deriveSessionKeys(profile, master, "rtp");
    expect(keys.key).toEqual(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    expect(keys.salt).toEqual(hex("30CBBC08863D8C85D49DB34A9AE1"));
    expect(keys.authenticationKey).toEqual(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  });

  it("makes the packet libsrtp makes of these keys", () => {
    const rtp = hex("800f1234decafbadcafebabeabababababababababababababababab");
    const wire = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
    expect(SrtpSender.fromMaster(profile, master).protectRtp(rtp, headerBytes, rtp.subarray(headerBytes))).toEqual(wire);
    const end = SrtpReceiver.fromMaster(profile, master).unprotectRtp(wire, headerBytes);
    expect(wire.subarray(0, end)).toEqual(rtp);
  });

  it("makes the control packet libsrtp makes of these keys", () => {
    const rtcp = hex("81c8000bcafebabeabababababababababababababababab");
    const wire = hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
    const [rtpKeys, rtcpKeys] = [deriveSessionKeys(profile, master, "rtp"), deriveSessionKeys(profile, master, "rtcp")];
    expect(new SrtpSender(profile, rtpKeys, rtcpKeys, 1).protectRtcp(rtcp)).toEqual(wire);
    expect(new SrtpReceiver(profile, rtpKeys, rtcpKeys).unprotectRtcp(wire)).toEqual(rtcp);
  });
});

function openPair(profile: SrtpProfile) {
  const master = { key: randomBytes(16), salt: randomBytes(masterSaltBytes[profile]) };
  return { sender: SrtpSender.fromMaster(profile, master), receiver: SrtpReceiver.fromMaster(profile, master) };
}

function buildRtp(sequence: number, ssrc = 9): Buffer {
  const packet = Buffer.alloc(headerBytes + 20, sequence & 255);
  packet[0] = 0x80;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

describe.each(srtpProfiles)("a pair with %s", (profile) => {
  const { sender, receiver } = openPair(profile);
  const protect = (sequence: number): Buffer => {
    const packet = buildRtp(sequence);
    return sender.protectRtp(packet, headerBytes, packet.subarray(headerBytes));
  };
  const unprotect = (packet: Buffer): boolean => receiver.unprotectRtp(Buffer.from(packet), headerBytes) !== undefined;

  it("goes over rollovers in order, with loss and reordering", () => {
    const random = createRandom(3);
    const held: Buffer[] = [];
    for (let sequence = 60_000; sequence < 60_000 + 3 * 0x1_0000; sequence += 1 + Math.floor(random() * 40)) {
      held.push(protect(sequence));
      if (held.length < 5) continue;
      const [packet] = held.splice(Math.floor(random() * held.length), 1);
      if (packet && random() > 0.1) expect(unprotect(packet)).toBe(true);
    }
  });

  it("takes a packet once", () => {
    const packet = protect(10);
    expect(unprotect(packet)).toBe(true);
    expect(unprotect(packet)).toBe(false);
  });

  it("takes a control packet once", () => {
    const packet = sender.protectRtcp(hex("81c8000bcafebabeabababababababababababababababab"));
    expect(receiver.unprotectRtcp(Buffer.from(packet))).toBeDefined();
    expect(receiver.unprotectRtcp(Buffer.from(packet))).toBeUndefined();
  });

  it("believes no changed packet", () => {
    const random = createRandom(4);
    const { sender, receiver } = openPair(profile);
    const plain = buildRtp(1);
    const rtp = sender.protectRtp(plain, headerBytes, plain.subarray(headerBytes));
    const rtcp = sender.protectRtcp(Buffer.from(plain));
    for (let index = 0; index < fuzzCount / 4; index++) {
      const badRtp = mutate(rtp, random);
      if (!badRtp.equals(rtp) && badRtp.length >= headerBytes) expect(receiver.unprotectRtp(badRtp, headerBytes)).toBeUndefined();
      const badRtcp = mutate(rtcp, random);
      if (!badRtcp.equals(rtcp)) expect(receiver.unprotectRtcp(badRtcp)).toBeUndefined();
    }
  });
});

describe("a replay window", () => {
  it("agrees with a plain set of everything seen", () => {
    const random = createRandom(8);
    const window = new ReplayWindow();
    const seen = new Set<number>();
    let highest = 0;
    for (let step = 0; step < 20_000; step++) {
      const jump = random() < 0.001 ? 5_000 : 4;
      const index = Math.max(0, highest + Math.floor((random() - 0.5) * 2 * jump * (random() < 0.1 ? 200 : 1)));
      const isOld = index <= highest - 992;
      expect(window.isFresh(index)).toBe(!isOld && !seen.has(index));
      if (isOld) continue;
      window.mark(index);
      seen.add(index);
      highest = Math.max(highest, index);
    }
  });
});

describe("a packet index", () => {
  it("counts rollovers and knows late packets of before", () => {
    const index = new PacketIndex();
    for (const [sequence, expected] of [
      [65_534, 65_534],
      [1, 65_537],
      [65_535, 65_535],
      [30_000, 95_536],
      [62_000, 127_536],
      [0, 131_072],
    ] as const) {
      expect(index.estimate(sequence)).toBe(expected);
      index.commit(expected);
    }
  });
});
