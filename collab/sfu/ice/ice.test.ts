import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { attributeType, hasIntegrity, messageType, parseStun, serializeStun, type StunAttribute } from "../stun/index.ts";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { toFrame } from "./frames.ts";
import { createIceCredentials, IceAgent, IcePort, type IceCredentials } from "./index.ts";

const host = "127.0.0.1";
let port: IcePort;
beforeAll(async () => {
  port = await IcePort.open({ host, udpPort: 0, tcpPort: 0 });
});
afterAll(() => port.close());

function openAgent(credentials = createIceCredentials()) {
  const packets: string[] = [];
  let reachableCount = 0;
  const agent = new IceAgent(
    credentials,
    { onPacket: (packet) => packets.push(packet.toString()), onReachable: () => (reachableCount += 1) },
    performance.now(),
  );
  port.addAgent(agent);
  return { agent, credentials, packets, reachableCount: () => reachableCount };
}

async function openPeer() {
  const socket = createSocket("udp4");
  socket.bind(0, host);
  await once(socket, "listening");
  const received: Buffer[] = [];
  socket.on("message", (packet) => received.push(packet));
  const send = (packet: Buffer | string): void => socket.send(packet, port.udpPort ?? 0, host);
  return { socket, received, send };
}

function buildCheck({ usernameFragment, password }: IceCredentials, isNominated = false): Buffer {
  const attributes: StunAttribute[] = [{ type: attributeType.username, value: Buffer.from(`${usernameFragment}:peer`) }];
  if (isNominated) attributes.push({ type: attributeType.useCandidate, value: Buffer.alloc(0) });
  return serializeStun({ type: messageType.bindingRequest, transactionId: Buffer.alloc(12, 7), attributes }, password);
}

/** Everything sent to the port before this has been handled when it comes back. */
async function settle(): Promise<void> {
  const { credentials, agent } = openAgent();
  const { socket, send } = await openPeer();
  send(buildCheck(credentials));
  await once(socket, "message");
  port.removeAgent(agent);
  socket.close();
}

const answerOf = async (socket: Socket): Promise<Buffer> => (await once(socket, "message"))[0] as Buffer;

describe("a port", () => {
  it("answers who knows the password, and lets him talk from then on", async () => {
    const { agent, credentials, packets, reachableCount } = openAgent();
    const { socket, send } = await openPeer();
    send("too early");
    send(buildCheck(credentials));
    const answer = await answerOf(socket);
    expect(parseStun(answer)?.type).toBe(messageType.bindingSuccess);
    expect(hasIntegrity(answer, credentials.password)).toBe(true);
    send("hello");
    await settle();
    expect(packets).toEqual(["hello"]);
    expect(reachableCount()).toBe(1);
    agent.send(Buffer.from("world"));
    expect((await answerOf(socket)).toString()).toBe("world");
    socket.close();
  });

  it("sends nothing to who has proven nothing", async () => {
    const { credentials, packets } = openAgent();
    const { socket, received, send } = await openPeer();
    send(buildCheck({ ...credentials, password: "wrong" }));
    send(buildCheck({ ...credentials, usernameFragment: "nobody" }));
    const withoutFingerprint = buildCheck(credentials).subarray(0, -8);
    withoutFingerprint.writeUInt16BE(withoutFingerprint.length - 20, 2);
    send(withoutFingerprint);
    const good = buildCheck(credentials);
    const random = createRandom(5);
    for (let index = 0; index < Math.min(fuzzCount, 2000); index++) {
      const bad = mutate(good, random);
      if (!bad.equals(good)) send(bad);
      if (index % 50 === 0) await settle();
    }
    send("data");
    await settle();
    expect(received).toEqual([]);
    expect(packets).toEqual([]);
    socket.close();
  });

  it("follows the nomination to another address", async () => {
    const { agent, credentials } = openAgent();
    const [first, second] = [await openPeer(), await openPeer()];
    first.send(buildCheck(credentials, true));
    await answerOf(first.socket);
    second.send(buildCheck(credentials));
    await answerOf(second.socket);
    expect(agent.selectedPath?.port).toBe(first.socket.address().port);
    second.send(buildCheck(credentials, true));
    await answerOf(second.socket);
    expect(agent.selectedPath?.port).toBe(second.socket.address().port);
    first.socket.close();
    second.socket.close();
  });

  it("takes old and new credentials while a restart is on its way, and no older ones", async () => {
    const { agent, credentials } = openAgent();
    const [second, third] = [createIceCredentials(), createIceCredentials()];
    const { socket, received, send } = await openPeer();
    port.restartAgent(agent, second);
    for (const one of [credentials, second]) {
      send(buildCheck(one));
      expect(hasIntegrity(await answerOf(socket), one.password)).toBe(true);
    }
    port.restartAgent(agent, third);
    received.length = 0;
    send(buildCheck(credentials));
    await settle();
    expect(received).toEqual([]);
    socket.close();
  });

  it("forgets a peer that was removed", async () => {
    const { agent, credentials, packets } = openAgent();
    const { socket, send } = await openPeer();
    send(buildCheck(credentials));
    await answerOf(socket);
    port.removeAgent(agent);
    send("still there?");
    await settle();
    expect(packets).toEqual([]);
    socket.close();
  });

  it("keeps a bounded number of paths of one peer", async () => {
    const { agent, credentials } = openAgent();
    const peers = await Promise.all(Array.from({ length: 12 }, openPeer));
    for (const { socket, send } of peers) {
      send(buildCheck(credentials));
      await answerOf(socket);
    }
    expect([...agent.paths]).toHaveLength(8);
    expect(agent.selectedPath?.port).toBe(peers[0]?.socket.address().port);
    for (const { socket } of peers) socket.close();
  });

  it("speaks the same over TCP, however the stream is cut", async () => {
    const { agent, credentials, packets } = openAgent();
    const socket = connect(port.tcpPort ?? 0, host);
    await once(socket, "connect");
    const stream = Buffer.concat([toFrame(buildCheck(credentials)), toFrame(Buffer.from("one")), toFrame(Buffer.from("two"))]);
    socket.setNoDelay(true);
    for (const byte of stream) socket.write(Buffer.from([byte]));
    const answer = (await once(socket, "data"))[0] as Buffer;
    expect(hasIntegrity(answer.subarray(2), credentials.password)).toBe(true);
    await eventually(() => packets).toEqual(["one", "two"]);
    agent.send(Buffer.from("back"));
    expect(((await once(socket, "data"))[0] as Buffer).subarray(2).toString()).toBe("back");
    socket.destroy();
    await eventually(() => agent.selectedPath).toBeUndefined();
  });

  it("ends a TCP stream of another kind", async () => {
    const socket = connect(port.tcpPort ?? 0, host);
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await once(socket, "close");
    expect(socket.destroyed).toBe(true);
  });
});
