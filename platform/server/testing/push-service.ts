import { once } from "node:events";
import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decryptPush, type PushSubscription } from "../web-push/index.ts";

/** A message as the browser would get it. */
export interface ReceivedPush {
  readonly content: string;
  readonly headers: IncomingMessage["headers"];
}

/** A browser at the push service of a test. */
export class TestBrowser {
  readonly subscription: PushSubscription;
  readonly received: ReceivedPush[] = [];
  /** what the service answers for it */
  status = 201;
  readonly #keys: ECDH;
  readonly #waiting = new Set<() => void>();

  constructor(origin: string, path: string) {
    this.#keys = createECDH("prime256v1");
    const p256dh = this.#keys.generateKeys().toString("base64url");
    this.subscription = { endpoint: `${origin}${path}`, p256dh, auth: randomBytes(16).toString("base64url") };
  }

  /** @throws Error when it cannot be opened or the sender does not prove who he is */
  receive(body: Buffer, headers: IncomingMessage["headers"]): void {
    checkVapid(headers.authorization ?? "", new URL(this.subscription.endpoint).origin);
    const content = decryptPush(body, this.#keys, this.subscription.auth).toString();
    this.received.push({ content, headers });
    for (const look of this.#waiting) look();
  }

  /** Waits until so many messages have come. @returns the last of them */
  async waitFor(count: number): Promise<ReceivedPush> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    return this.received[count - 1]!;
  }
}

/** @see RFC 8292 §4.2 */
function checkVapid(authorization: string, origin: string): void {
  const [, signed = "", signature = "", key = ""] = /^vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.toString("base64url", 1, 33), point.toString("base64url", 33)];
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const isSigned = verify(
    "sha256",
    Buffer.from(signed),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const { aud } = JSON.parse(Buffer.from(signed.split(".")[1]!, "base64url").toString()) as { aud: string };
  if (!isSigned || aud !== origin) throw new Error("the sender does not prove who he is");
}

/** A push service on a port of its own: what is sent to its browsers is opened as a browser does. */
export class TestPushService {
  readonly origin: string;
  readonly #server: Server;
  readonly #browsers: Map<string, TestBrowser>;

  private constructor(server: Server, browsers: Map<string, TestBrowser>) {
    this.#server = server;
    this.#browsers = browsers;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(): Promise<TestPushService> {
    const browsers = new Map<string, TestBrowser>();
    const server = createServer((request, response) => {
      void readBody(request).then((body) => {
        const browser = browsers.get(request.url ?? "");
        const status = browser?.status ?? 404;
        try {
          if (browser && status < 300) browser.receive(body, request.headers);
          response.writeHead(status).end();
        } catch {
          response.writeHead(400).end();
        }
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TestPushService(server, browsers);
  }

  openBrowser(): TestBrowser {
    const path = `/push/${this.#browsers.size + 1}`;
    const browser = new TestBrowser(this.origin, path);
    this.#browsers.set(path, browser);
    return browser;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
