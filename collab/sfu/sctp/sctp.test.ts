import { describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { openSctpClient } from "../testing/sctp-client.ts";
import { DataChannels } from "./index.ts";

function openPair(pass: (packet: Buffer) => boolean = () => true) {
  const messages: string[] = [];
  const opened: string[] = [];
  const recorded: Buffer[] = [];
  let closedCount = 0;
  const server = new DataChannels(5000, {
    send: (packet) => pass(packet) && setImmediate(() => client.handlePacket(Buffer.from(packet))),
    onOpen: (label) => opened.push(label),
    onMessage: (label, message) => messages.push(`${label}:${message.length > 20 ? message.length : message.toString()}`),
    onClosed: () => (closedCount += 1),
  });
  const client = openSctpClient((packet) => {
    recorded.push(Buffer.from(packet));
    if (pass(packet)) setImmediate(() => server.handlePacket(Buffer.from(packet)));
  });
  return { server, client, messages, opened, recorded, closedCount: () => closedCount };
}

describe("data channels", () => {
  it("carry messages both ways on the channels the peer opens", async () => {
    const { server, client, messages, opened } = openPair();
    const [reliable, lossy] = [client.open("_reliable"), client.open("_lossy", { ordered: false, maxRetransmits: 0 })];
    await eventually(() => [opened.length, reliable.isOpen(), lossy.isOpen()]).toEqual([2, true, true]);
    reliable.send("one");
    lossy.send("two");
    reliable.send(Buffer.alloc(60_000, 1));
    await eventually(() => messages.toSorted()).toEqual(["_lossy:two", "_reliable:60000", "_reliable:one"]);
    expect(server.send("_reliable", Buffer.alloc(30_000, 2))).toBe(true);
    expect(server.send("_lossy", Buffer.from("back"))).toBe(true);
    expect(server.send("unknown", Buffer.from("nowhere"))).toBe(false);
    await eventually(() => [reliable.received.map(({ length }) => length), lossy.received.map(String)]).toEqual([[30_000], ["back"]]);
    server.close();
  });

  it("opened by us have odd numbers and tell how reliable they are", async () => {
    const { server, client } = openPair();
    server.open("_reliable", { isOrdered: true });
    server.open("_lossy", { isOrdered: false, maxRetransmits: 0 });
    await eventually(() => client.incoming.size).toBe(2);
    expect(client.incoming.get("_lossy")).toMatchObject({ isOrdered: false, maxRetransmits: 0 });
    await eventually(() => server.send("_reliable", Buffer.from("hello"))).toBe(true);
    await eventually(() => client.incoming.get("_reliable")?.received.map(String)).toEqual(["hello"]);
    server.close();
  });

  it("lose nothing on a reliable channel when packets get lost", async () => {
    const random = createRandom(9);
    let isLossy = false;
    const { server, client, messages } = openPair(() => !isLossy || random() > 0.1);
    const channel = client.open("_reliable");
    await eventually(() => channel.isOpen()).toBe(true);
    isLossy = true;
    for (let index = 0; index < 30; index++) channel.send(String(index));
    await eventually(() => messages).toEqual(Array.from({ length: 30 }, (_, index) => `_reliable:${index}`));
    server.close();
  });

  it("end for a peer that sends nonsense, and for nobody else", async () => {
    const random = createRandom(10);
    const first = openPair();
    const channel = first.client.open("_reliable");
    await eventually(() => channel.isOpen()).toBe(true);
    channel.send(Buffer.alloc(5_000));
    await eventually(() => first.messages.length).toBe(1);
    const rounds = Math.ceil(fuzzCount / 100);
    for (let round = 0; round < rounds; round++) {
      const victim = openPair();
      for (let index = 0; index < 100; index++) {
        const packet = first.recorded[Math.floor(random() * first.recorded.length)] ?? Buffer.alloc(0);
        victim.server.handlePacket(mutate(packet, random));
      }
      if (round % 20 === 0) await new Promise(setImmediate);
      victim.server.close();
      expect(victim.closedCount()).toBe(1);
    }
    channel.send("still well");
    await eventually(() => first.messages.at(-1)).toBe("_reliable:still well");
    first.server.close();
  });
});
