import { createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { openDtlsClient } from "../testing/dtls-client.ts";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { srtpProfiles, type SrtpProfile } from "../srtp/index.ts";
import { HandshakeReader, serializeHandshake } from "./handshake.ts";
import { computeFingerprint, createDtlsIdentity, DtlsServer, matchesFingerprint, type DtlsCloseReason, type DtlsSession } from "./index.ts";
import { expandSecret } from "./secrets.ts";

const identity = createDtlsIdentity();
const toClient = "server to client";

interface Options {
  readonly profiles?: readonly SrtpProfile[];
  readonly isExpected?: (certificate: Buffer) => boolean;
  /** Sees each packet; false loses it. */
  readonly pass?: (packet: Buffer, direction: string) => boolean;
}

function openPair({ profiles, isExpected = () => true, pass = () => true }: Options = {}) {
  const closed: DtlsCloseReason[] = [];
  const data: string[] = [];
  const session = Promise.withResolvers<DtlsSession>();
  const toServer = (packet: Buffer): void => {
    if (pass(packet, "client to server")) setImmediate(() => server.handlePacket(packet));
  };
  const server = new DtlsServer(identity, {
    send: (packet) => {
      if (pass(packet, toClient)) setImmediate(() => client.handlePacket(packet));
    },
    isExpected,
    onConnected: session.resolve,
    onData: (bytes) => data.push(bytes.toString()),
    onClosed: (reason) => closed.push(reason),
  });
  const client = openDtlsClient(toServer, profiles);
  return { server, client, closed, data, session: session.promise };
}

describe("a certificate", () => {
  it("is a real one, made by its own key, and known by its fingerprint", () => {
    const certificate = new X509Certificate(identity.certificate);
    expect(certificate.verify(createPublicKey(identity.privateKey))).toBe(true);
    expect(certificate.fingerprint256).toBe(computeFingerprint(identity.certificate).value);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now());
    expect(matchesFingerprint(identity.certificate, computeFingerprint(identity.certificate, "sha-512"))).toBe(true);
    expect(matchesFingerprint(identity.certificate, computeFingerprint(identity.certificate, "sha-1"))).toBe(false);
  });
});

describe("the secrets", () => {
  it("come out of the pseudorandom function of TLS 1.2 as others compute it", () => {
    const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
    const made = expandSecret(
      hex("9b be 43 6b a9 40 f0 17 b1 76 52 84 9a 71 db 35"),
      "test label",
      hex("a0 ba 9f 93 6c da 31 18 27 a6 f7 96 ff d5 19 8c"),
      100,
    );
    expect(made.subarray(0, 16)).toEqual(hex("e3 f2 29 ba 72 7b e1 7b 8d 12 26 20 55 7c d4 53"));
    expect(made).toHaveLength(100);
  });
});

describe("a handshake", () => {
  it.each(srtpProfiles)("gives both sides the same keys for %s, and carries data", async (profile) => {
    const { server, client, data, session } = openPair({ profiles: [profile] });
    const [ours, theirs] = await Promise.all([session, client.connected]);
    expect(ours.profile).toBe(profile);
    expect(ours).toEqual({ profile, local: theirs.remote, remote: theirs.local });
    await client.send(Buffer.from("hello"));
    server.send(Buffer.from("world"));
    await eventually(() => [data, client.received.map(String)]).toEqual([["hello"], ["world"]]);
    server.close();
  });

  it("shows us the client's certificate before anything else, and ends when it is another", async () => {
    const seen: Buffer[] = [];
    const { closed } = openPair({ isExpected: (certificate) => seen.push(certificate) < 0 });
    await eventually(() => closed).toEqual(["certificate_unexpected"]);
    expect(seen).toHaveLength(1);
  });

  it("goes on when packets of ours get lost", async () => {
    let lost = 0;
    const { server, client, session } = openPair({ pass: (_, direction) => direction !== toClient || ++lost > 1 });
    await Promise.all([session, client.connected]);
    server.close();
  });

  it("takes nothing of strangers: forged and repeated records change nothing", async () => {
    const recorded: Buffer[] = [];
    const random = createRandom(2);
    const pass = (packet: Buffer, direction: string): boolean => {
      if (direction !== toClient) recorded.push(Buffer.from(packet));
      return true;
    };
    const { server, client, data, closed, session } = openPair({ pass });
    await Promise.all([session, client.connected]);
    await client.send(Buffer.from("once"));
    await eventually(() => data).toEqual(["once"]);
    for (const packet of recorded) server.handlePacket(packet);
    for (let index = 0; index < fuzzCount; index++)
      server.handlePacket(mutate(recorded[index % recorded.length] ?? Buffer.alloc(0), random));
    expect(data).toEqual(["once"]);
    expect(closed).toEqual([]);
    server.close();
  });

  it("begun by nonsense ends or waits, and never falls", () => {
    const random = createRandom(6);
    const hellos: Buffer[] = [];
    openPair({ pass: (packet) => hellos.push(Buffer.from(packet)) < 0 });
    const hello = hellos[0] ?? Buffer.alloc(0);
    let connectedCount = 0;
    for (let round = 0; round < fuzzCount / 20; round++) {
      const server = new DtlsServer(identity, {
        send: () => {},
        isExpected: () => true,
        onConnected: () => (connectedCount += 1),
        onData: () => {},
        onClosed: () => {},
      });
      for (let index = 0; index < 5; index++) server.handlePacket(mutate(hello, random));
      server.close();
    }
    expect(connectedCount).toBe(0);
  });
});

describe("a reader of handshake messages", () => {
  const body = Buffer.from(Array.from({ length: 100 }, (_, index) => index));
  const fragment = (sequence: number, start: number, end: number): Buffer => {
    const whole = serializeHandshake({ type: 11, sequence, body });
    const head = Buffer.from(whole.subarray(0, 12));
    head.writeUIntBE(start, 6, 3);
    head.writeUIntBE(end - start, 9, 3);
    return Buffer.concat([head, body.subarray(start, end)]);
  };

  it("joins fragments that come mixed, doubled and overlapping", () => {
    const reader = new HandshakeReader();
    reader.add(Buffer.concat([fragment(1, 50, 100), fragment(0, 60, 100), fragment(0, 60, 100)]));
    expect(reader.take()).toBeUndefined();
    reader.add(Buffer.concat([fragment(0, 0, 70), fragment(1, 0, 50)]));
    expect([reader.take(), reader.take(), reader.take()].map((message) => message?.body)).toEqual([body, body, undefined]);
  });

  it("says when a message comes again, and keeps nothing far ahead or too long", () => {
    const reader = new HandshakeReader();
    reader.add(fragment(0, 0, 100));
    reader.take();
    expect(reader.add(fragment(0, 0, 100))).toBe(true);
    expect(reader.add(fragment(200, 0, 100))).toBe(false);
    const long = fragment(1, 0, 0);
    long.writeUIntBE(0xff_ffff, 1, 3);
    reader.add(long);
    expect(reader.take()).toBeUndefined();
  });
});
