import { expect, test } from "vitest";
import { isRefused, MessageCutter, readStanzaNumber, toStanzaId, type RoomMessage } from "./stanzas.ts";
import { readStamp, stampText } from "./player.ts";

const send = (number: number, text: string, type = "groupchat"): string =>
  `<message type='${type}' id='${toStanzaId(number)}' from='room@conference.localhost/p1'><body>${text}</body><stanza-id id='x'/></message>`;

function cutAll(pieces: readonly Buffer[]): RoomMessage[] {
  const cutter = new MessageCutter();
  const messages: RoomMessage[] = [];
  for (const piece of pieces) cutter.add(piece, (message) => messages.push(message));
  return messages;
}

test("messages are cut out of a stream however it is broken into pieces", () => {
  const stream = Buffer.from(`<presence/>${send(1, "Добрый день")}<message><subject/></message>${send(22, "t")}`);
  for (let at = 0; at <= stream.length; at += 1) {
    const messages = cutAll([stream.subarray(0, at), stream.subarray(at)]);
    expect(messages.map(readStanzaNumber)).toEqual([1, 22]);
  }
});

test("a message that comes back refused is known as such", () => {
  expect(cutAll([Buffer.from(send(3, "t") + send(4, "type='error'") + send(5, "t", "error"))]).map(isRefused)).toEqual([
    false,
    false,
    true,
  ]);
});

test("a stamp is found in the text that carries it", () => {
  const before = Date.now() * 1_000 - 1_000_000;
  const [message] = cutAll([Buffer.from(send(6, stampText(" hello")))]);
  expect(readStamp(message!.bytes, message!.textOffset)).toBeGreaterThan(before);
});
