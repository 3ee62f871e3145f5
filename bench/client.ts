import { collabLivePath } from "@veche/collab-domain/everything";
import { createConnection, type Socket } from "node:net";

const replyStart = Buffer.from('{"reply":');
const postedStart = Buffer.from('{"event":{"type":"message.posted"');
const stamp = Buffer.from("t=");
const textOpcode = 0x81;

/** A thin live client: it counts what comes and parses only what it must, so that the generator costs less than the server. */
export class BenchClient {
  deliveryCount = 0;
  /** called with the stamp in each delivered message, in microseconds */
  onStamp: ((sentAtUs: number) => void) | undefined;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (reply: Buffer) => void>();
  #rest: Buffer = Buffer.alloc(0);
  #lastCall = 0;
  #onWelcome: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#read(data));
    socket.on("error", () => undefined);
  }

  static async connect(port: number, token: string): Promise<BenchClient> {
    const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once("data", (data) => (data.toString("latin1").startsWith("HTTP/1.1 101") ? resolve() : reject(new Error(String(data)))));
      const headers =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
      socket.write(`GET ${collabLivePath} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n\r\n`);
    });
    const client = new BenchClient(socket);
    await new Promise<void>((resolve, reject) => {
      client.#onWelcome = resolve;
      socket.once("close", () => reject(new Error("refused")));
      client.#send({ hello: { token } });
    });
    return client;
  }

  /** @returns the reply as it came */
  call(name: string, input: object): Promise<Buffer> {
    const id = (this.#lastCall += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ call: name, id, input });
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  /** A frame of a client is masked; a mask of zeros leaves the text as it is. @see RFC 6455 §5.3 */
  #send(message: object): void {
    const body = Buffer.from(JSON.stringify(message));
    const isShort = body.length < 126;
    const head = Buffer.alloc(isShort ? 6 : 8);
    head[0] = textOpcode;
    head[1] = 0x80 | (isShort ? body.length : 126);
    if (!isShort) head.writeUInt16BE(body.length, 2);
    this.#socket.write(Buffer.concat([head, body]));
  }

  #read(data: Buffer): void {
    const bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    let offset = 0;
    for (;;) {
      const frame = readFrame(bytes, offset);
      if (!frame) break;
      offset = frame.end;
      if (frame.isText) this.#handle(bytes.subarray(frame.start, frame.end));
    }
    this.#rest = bytes.subarray(offset);
  }

  #handle(text: Buffer): void {
    if (startsWith(text, postedStart)) {
      this.deliveryCount += 1;
      if (this.onStamp) {
        const start = text.indexOf(stamp, postedStart.length);
        this.onStamp(Number(text.toString("latin1", start + 2, start + 18)));
      }
    } else if (startsWith(text, replyStart)) {
      const id = Number.parseInt(text.toString("latin1", replyStart.length, replyStart.length + 12), 10);
      const resolve = this.#waiting.get(id);
      this.#waiting.delete(id);
      resolve?.(text);
    } else this.#onWelcome?.();
  }
}

function startsWith(text: Buffer, start: Buffer): boolean {
  return text.length >= start.length && text.compare(start, 0, start.length, 0, start.length) === 0;
}

function readFrame(bytes: Buffer, offset: number): { start: number; end: number; isText: boolean } | undefined {
  if (bytes.length < offset + 2) return undefined;
  const short = bytes[offset + 1]! & 0x7f;
  const headerLength = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < offset + headerLength) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(offset + 2) : short === 127 ? Number(bytes.readBigUInt64BE(offset + 2)) : short;
  const start = offset + headerLength;
  return bytes.length < start + length ? undefined : { start, end: start + length, isText: bytes[offset] === textOpcode };
}
