import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import {
  attributeType,
  findAttribute,
  hasFingerprint,
  hasIntegrity,
  messageType,
  parseStun,
  parseXorAddress,
  serializeStun,
  serializeXorAddress,
} from "./index.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

/** RFC 5769 §2: short-term credentials, password VOkJxbRl1RmTxUk/WvJxBt. */
const password = "VOkJxbRl1RmTxUk/WvJxBt";
const request = hex(`00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74
  00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36 00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20
  00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2 80 28 00 04 e5 7a 3b cf`);
const response4 = hex(`01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 08 00 01 a1 47 e1 12 a6 43 00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7 80 28 00 04 c0 7d 4c 96`);
const response6 = hex(`01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9
  00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41 80 28 00 04 c8 fb 0b 4c`);

describe("a STUN message", () => {
  it.each([
    ["request", request],
    ["IPv4 response", response4],
    ["IPv6 response", response6],
  ])("of RFC 5769 proves itself: %s", (_, packet) => {
    expect(hasIntegrity(packet, password)).toBe(true);
    expect(hasIntegrity(packet, `${password}x`)).toBe(false);
    expect(hasFingerprint(packet)).toBe(true);
  });

  it("tells who asks", () => {
    const message = parseStun(request);
    expect(message?.type).toBe(messageType.bindingRequest);
    expect(message && findAttribute(message, attributeType.username)?.toString()).toBe("evtj:h6vY");
  });

  it.each([
    [response4, { address: "192.0.2.1", port: 32_853 }],
    [response6, { address: "2001:db8:1234:5678:11:2233:4455:6677", port: 32_853 }],
  ])("carries an address of either family", (packet, address) => {
    const message = parseStun(packet);
    const value = message && findAttribute(message, attributeType.xorMappedAddress);
    expect(value && parseXorAddress(value, message.transactionId)).toEqual(address);
    expect(serializeXorAddress(address, message?.transactionId ?? Buffer.alloc(12))).toEqual(value);
  });

  it("knows the short and the mapped forms of an address", () => {
    const id = randomBytes(12);
    const through = (address: string) => parseXorAddress(serializeXorAddress({ address, port: 1 }, id), id)?.address;
    expect(through("::1")).toBe("0:0:0:0:0:0:0:1");
    expect(through("::ffff:10.0.0.1")).toBe("0:0:0:0:0:ffff:a00:1");
    expect(through("fe80::1:2%eth0")).toBe("fe80:0:0:0:0:0:1:2");
  });

  it("survives being written and read", () => {
    const attributes = [{ type: attributeType.username, value: Buffer.from("a:bcd") }];
    const packet = serializeStun({ type: messageType.bindingRequest, transactionId: randomBytes(12), attributes }, "key");
    expect(hasIntegrity(packet, "key") && hasFingerprint(packet)).toBe(true);
    expect(parseStun(packet)?.attributes.map(({ type }) => type)).toEqual([
      attributeType.username,
      attributeType.messageIntegrity,
      attributeType.fingerprint,
    ]);
  });

  it("believes nothing that follows the proof", () => {
    const packet = Buffer.concat([request.subarray(0, request.length - 8), hex("00 25 00 00")]);
    packet.writeUInt16BE(packet.length - 20, 2);
    const message = parseStun(packet);
    expect(message && findAttribute(message, attributeType.useCandidate)).toBeUndefined();
  });

  it("of nonsense is refused without a fall, and never proves anything", () => {
    const random = createRandom(1);
    for (let index = 0; index < fuzzCount; index++) {
      const packet = mutate([request, response4, response6][index % 3] ?? request, random);
      const isOriginal = [request, response4, response6].some((good) => good.equals(packet));
      parseStun(packet);
      const fingerprintTail = 8;
      const isProvenPartWhole = [request, response4, response6].some((good) =>
        good.subarray(0, good.length - fingerprintTail).equals(packet.subarray(0, good.length - fingerprintTail)),
      );
      if (!isOriginal && !isProvenPartWhole && packet.length > 0 && hasIntegrity(packet, password)) {
        expect(packet.toString("hex")).toBe("a forgery was believed");
      }
    }
  });
});
