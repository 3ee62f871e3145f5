import { createECDH, createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestPushService } from "../testing/index.ts";
import { decodeContent, decryptPush, deriveVapidKeys, encodeContent, encryptPush, maxPushBytes, sendPush, signVapid } from "./index.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "base64url");

describe("content is encoded as RFC 8188 shows", () => {
  it("in one record (§3.1)", () => {
    const encoded = "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg";
    const key = {
      inputKey: bytes("yqdlZ-tYemfogSmv7Ws5PQ"),
      salt: bytes("I1BsxtFttlv3u_Oo94xnmw"),
      keyId: Buffer.alloc(0),
      recordBytes: 4096,
    };
    expect(encodeContent(Buffer.from("I am the walrus"), key).toString("base64url")).toBe(encoded);
    expect(decodeContent(bytes(encoded), () => key.inputKey).toString()).toBe("I am the walrus");
  });

  it("padded, in two records (§3.2)", () => {
    const encoded = "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA";
    expect(decodeContent(bytes(encoded), () => bytes("BO3ZVPxUlnLORbVGMpbT1Q")).toString()).toBe("I am the walrus");
    expect(() => decodeContent(bytes(encoded).subarray(0, 48), () => bytes("BO3ZVPxUlnLORbVGMpbT1Q"))).toThrow(
      "the last record is missing",
    );
  });

  it("in as many records as it needs", () => {
    const key = { inputKey: Buffer.alloc(16, 1), salt: Buffer.alloc(16, 2), keyId: Buffer.from("a"), recordBytes: 30 };
    for (const length of [0, 12, 13, 14, 130, 1000]) {
      const content = Buffer.alloc(length, "привет");
      expect(decodeContent(encodeContent(content, key), () => key.inputKey)).toEqual(content);
    }
  });
});

describe("a message is closed as RFC 8291 shows", () => {
  const receiver = createECDH("prime256v1");
  receiver.setPrivateKey(bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"));
  const auth = "BTBZMqHH6r4Tts7J_aSIgg";
  const p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  const text = "When I grow up, I want to be a watermelon";

  it("with its example (§5)", () => {
    const given = { senderKey: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), salt: bytes("DGv6ra1nlYgDCS1FRnbzlw") };
    const encoded =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    expect(encryptPush(Buffer.from(text), { p256dh, auth }, given).toString("base64url")).toBe(encoded);
    expect(decryptPush(bytes(encoded), receiver, auth).toString()).toBe(text);
  });

  it("with a key and a salt of its own each time, and the largest is what a service must take", () => {
    const content = Buffer.alloc(maxPushBytes, "я");
    const [one, other] = [encryptPush(content, { p256dh, auth }), encryptPush(content, { p256dh, auth })];
    expect(one).toHaveLength(4096);
    expect(one.equals(other)).toBe(false);
    expect(decryptPush(one, receiver, auth)).toEqual(content);
  });
});

describe("the sender proves who he is as RFC 8292 says", () => {
  const verifyHeader = (header: string): object => {
    const [, signed, signature, key] = /^vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header)!;
    const point = bytes(key!);
    const [x, y] = [point.toString("base64url", 1, 33), point.toString("base64url", 33)];
    const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    expect(verify("sha256", Buffer.from(signed!), { key: publicKey, dsaEncoding: "ieee-p1363" }, bytes(signature!))).toBe(true);
    return JSON.parse(bytes(signed!.split(".")[1]!).toString()) as object;
  };

  it("the example of §2.4 is read", () => {
    const header =
      "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    expect(verifyHeader(header)).toEqual({ aud: "https://push.example.net", exp: 1453523768, sub: "mailto:push@example.com" });
  });

  it("ours is written alike, for the origin of the endpoint and half a day", () => {
    const keys = deriveVapidKeys(new Uint8Array(32).fill(7));
    expect(deriveVapidKeys(new Uint8Array(32).fill(7)).publicKey).toBe(keys.publicKey);
    const header = signVapid(keys, "https://push.example.net/p/1?x=2", "mailto:it@example.org", new Date("2026-01-01T00:00:00Z"));
    expect(verifyHeader(header)).toEqual({ aud: "https://push.example.net", exp: 1767268800, sub: "mailto:it@example.org" });
  });
});

describe("a push service", () => {
  let service: TestPushService;
  beforeAll(async () => void (service = await TestPushService.open()));
  afterAll(() => service.close());
  const sender = {
    keys: deriveVapidKeys(new Uint8Array(32)),
    contact: "mailto:it@example.org",
    now: new Date(),
    isPrivateAllowed: true,
  };
  const message = { content: Buffer.from("привет"), ttlSeconds: 60, urgency: "high", topic: "abc" } as const;

  it("gets what the browser opens", async () => {
    const browser = service.openBrowser();
    expect(await sendPush(browser.subscription, message, sender)).toEqual({ type: "accepted" });
    expect(browser.received).toEqual([
      { content: "привет", headers: expect.objectContaining({ ttl: "60", urgency: "high", topic: "abc" }) },
    ]);
  });

  it.each([
    [404, { type: "gone" }],
    [410, { type: "gone" }],
    [413, { type: "refused", reason: "http_413" }],
    [429, { type: "later", reason: "http_429", retryAfterMs: 0 }],
    [503, { type: "later", reason: "http_503", retryAfterMs: 0 }],
  ])("that answers %i makes %j", async (status, outcome) => {
    const browser = service.openBrowser();
    browser.status = status;
    expect(await sendPush(browser.subscription, message, sender)).toEqual(outcome);
  });

  it("inside the network is not reached unless it is allowed", async () => {
    const guarded = { ...sender, isPrivateAllowed: false };
    expect(await sendPush(service.openBrowser().subscription, message, guarded)).toEqual({ type: "refused", reason: "private_address" });
  });

  it("that is away is tried again", async () => {
    const lost = { ...service.openBrowser().subscription, endpoint: "http://127.0.0.1:1/p" };
    expect(await sendPush(lost, message, sender)).toMatchObject({ type: "later", reason: "server_unreachable" });
  });
});
