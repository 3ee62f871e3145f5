import { collabLivePath } from "@veche/collab-domain/everything";
import { newId } from "@veche/kernel";
import { createConnection, type Socket } from "node:net";
import { encodeFrame, findFrame, opcode } from "./frames.ts";
import { readStamp, type Player } from "./player.ts";

const replyStart = Buffer.from('{"reply":');
const postedStart = Buffer.from('{"event":{"type":"message.posted"');

/** On a live socket of ours: it counts what comes and parses only what it must, so that the generator costs less than the server. */
export class LivePlayer implements Player {
  deliveryCount = 0;
  onStamp: ((sentAtUs: number) => void) | undefined;
  readonly #socket: Socket;
  readonly #conversationId: string;
  readonly #waiting = new Map<number, (reply: Buffer) => void>();
  #rest: Buffer = Buffer.alloc(0);
  #lastCall = 0;
  #onWelcome: (() => void) | undefined;

  private constructor(socket: Socket, conversationId: string) {
    this.#socket = socket;
    this.#conversationId = conversationId;
    socket.on("data", (data) => this.#read(data));
    socket.on("error", () => undefined);
  }

  static async join(port: number, conversationId: string, token: string): Promise<LivePlayer> {
    const socket = await upgrade(port);
    const player = new LivePlayer(socket, conversationId);
    await new Promise<void>((resolve, reject) => {
      player.#onWelcome = resolve;
      socket.once("close", () => reject(new Error("The server ended the connection after the hello.")));
      player.#send({ hello: { token } });
    });
    return player;
  }

  async post(text: string): Promise<boolean> {
    const reply = await this.call("messages.post", { conversationId: this.#conversationId, id: newId(), text });
    return !reply.includes('"error"');
  }

  /** @returns the reply as it came */
  call(name: string, input: object): Promise<Buffer> {
    const id = (this.#lastCall += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ call: name, id, input });
    });
  }

  leave(): void {
    this.#socket.destroy();
  }

  #send(message: object): void {
    this.#socket.write(encodeFrame(opcode.text, Buffer.from(JSON.stringify(message))));
  }

  #read(data: Buffer): void {
    const bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    let offset = 0;
    for (;;) {
      const frame = findFrame(bytes, offset);
      if (!frame) break;
      offset = frame.end;
      const body = bytes.subarray(frame.start, frame.end);
      if (frame.opcode === opcode.text) this.#handle(body);
      else if (frame.opcode === opcode.ping) this.#socket.write(encodeFrame(opcode.pong, body));
    }
    this.#rest = bytes.subarray(offset);
  }

  #handle(text: Buffer): void {
    if (startsWith(text, postedStart)) {
      this.deliveryCount += 1;
      this.onStamp?.(readStamp(text, postedStart.length));
    } else if (startsWith(text, replyStart)) {
      const id = Number.parseInt(text.toString("latin1", replyStart.length, replyStart.length + 12), 10);
      const resolve = this.#waiting.get(id);
      this.#waiting.delete(id);
      resolve?.(text);
    } else this.#onWelcome?.();
  }
}

function upgrade(port: number): Promise<Socket> {
  const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
  const headers = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("data", (data) => (data.toString("latin1").startsWith("HTTP/1.1 101") ? resolve(socket) : reject(new Error(String(data)))));
    socket.write(`GET ${collabLivePath} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n\r\n`);
  });
}

function startsWith(text: Buffer, start: Buffer): boolean {
  return text.length >= start.length && text.compare(start, 0, start.length, 0, start.length) === 0;
}
