import { createConnection, type Socket } from "node:net";
import { Dialogue } from "./dialogue.ts";
import { readStamp, type Player } from "./player.ts";
import { MessageCutter, isRefused, readStanzaNumber, toStanzaId, type RoomMessage } from "./stanzas.ts";

const host = "localhost";
/** numbers of messages are unique in the process, so that a player knows the echo of his own */
let lastNumber = 0;

/** In a room of an XMPP server: what he sends counts as taken when the room brings it back to him. @see XEP-0045 §7.4 */
export class XmppPlayer implements Player {
  deliveryCount = 0;
  onStamp: ((sentAtUs: number) => void) | undefined;
  readonly #socket: Socket;
  readonly #room: string;
  readonly #cutter = new MessageCutter();
  readonly #waiting = new Map<number, (isTaken: boolean) => void>();

  private constructor(socket: Socket, room: string) {
    this.#socket = socket;
    this.#room = room;
    socket.on("data", (data) => this.#cutter.add(data, (message) => this.#handle(message)));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#waiting.forEach((resolve) => resolve(false)));
  }

  static async join(port: number, room: string, name: string): Promise<XmppPlayer> {
    const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
    const dialogue = new Dialogue(socket);
    await signIn(dialogue, name);
    // the last that a room says to who joins is its subject, whatever the order of the rest
    await dialogue.ask(`<presence to='${room}/${name}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`, /<subject[^]*<\/message>/);
    return new XmppPlayer(socket, room);
  }

  post(text: string): Promise<boolean> {
    const number = (lastNumber += 1);
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#socket.write(`<message id='${toStanzaId(number)}' to='${this.#room}' type='groupchat'><body>${text}</body></message>`);
    });
  }

  leave(): void {
    this.#socket.destroy();
  }

  #handle(message: RoomMessage): void {
    const isTaken = !isRefused(message);
    if (isTaken) {
      this.deliveryCount += 1;
      this.onStamp?.(readStamp(message.bytes, message.textOffset));
    }
    if (this.#waiting.size === 0) return;
    const number = readStanzaNumber(message);
    const resolve = this.#waiting.get(number);
    this.#waiting.delete(number);
    resolve?.(isTaken);
  }
}

/** @see RFC 6120 §6, §7 */
async function signIn(dialogue: Dialogue, name: string): Promise<void> {
  const stream = `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='${host}'>`;
  const credentials = Buffer.from(`\0${name}\0${name}`).toString("base64");
  await dialogue.ask(`<?xml version='1.0'?>${stream}`, /<\/stream:features>/);
  await dialogue.ask(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${credentials}</auth>`, /<success/);
  await dialogue.ask(stream, /<\/stream:features>/);
  const bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind>";
  await dialogue.ask(`<iq type='set' id='bind'>${bind}</iq>`, /<\/iq>/);
}
