import { collabLivePath } from "@veche/collab-domain/everything";
import type { Message } from "@veche/collab-domain/messages";
import { tokenAudience } from "@veche/collab-domain/tenants";
import { newId } from "@veche/kernel";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const program = fileURLToPath(new URL("../testing/server-process.ts", import.meta.url));
const applicationId = newId();
const conversationId = newId();
const userIds = Array.from({ length: 12 }, () => newId());
let dir: string;
let seed: object;
let tokens: string[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "veche-kill-"));
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  seed = { applicationId, publicKey: (await exportJWK(publicKey)).x, userIds, conversations: [{ id: conversationId, userIds }] };
  const sign = (userId: string): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: "EdDSA" })
      .setIssuer(applicationId)
      .setSubject(userId)
      .setAudience(tokenAudience.user)
      .setExpirationTime("30m")
      .sign(privateKey);
  tokens = await Promise.all(userIds.map(sign));
});
afterAll(() => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

async function start(firstSeed: object | null): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({ dataDir: join(dir, "data"), port: 0, seed: firstSeed }));
  for await (const line of createInterface({ input: child.stdout })) return { child, port: (JSON.parse(line) as { port: number }).port };
  throw new Error("the server ended before it was ready");
}

interface Reply {
  readonly output?: unknown;
  readonly error?: { readonly code: string };
}

/** A live connection that calls, and hears what is posted. */
class Caller {
  readonly heard: Message[] = [];
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #lastCall = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.addEventListener("close", () => resolve()));
    socket.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(String(data)) as Reply & { reply?: number; event?: { type: string; message: Message } };
      if (frame.event?.type === "message.posted") this.heard.push(frame.event.message);
      if (frame.reply !== undefined) this.#waiting.get(frame.reply)?.(frame);
    });
  }

  static async connect(port: number, token: string): Promise<Caller> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${collabLivePath}`);
    await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
    const caller = new Caller(socket);
    const welcomed = new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
    socket.send(JSON.stringify({ hello: { token } }));
    await welcomed;
    return caller;
  }

  /** @returns undefined when the connection ended before the answer: the outcome is not known */
  call<Output>(name: string, input: object): Promise<Output | undefined> {
    const id = (this.#lastCall += 1);
    const answered = new Promise<Output | undefined>((resolve, reject) =>
      this.#waiting.set(id, (reply) => (reply.error ? reject(new Error(reply.error.code)) : resolve(reply.output as Output))),
    );
    this.#socket.send(JSON.stringify({ call: name, id, input }));
    return Promise.race([answered, this.closed.then(() => undefined)]);
  }

  post(id: string): Promise<Message | undefined> {
    return this.call("messages.post", { conversationId, id, text: `сообщение ${id}` });
  }

  close(): void {
    this.#socket.close();
  }
}

it("killing the server loses nothing that was acknowledged, doubles nothing and leaves no gap", async () => {
  const acknowledged = new Map<string, Message>();
  const unknown: { id: string; token: string }[] = [];
  let first: object | null = seed;
  for (const killAfter of [400, 900]) {
    const { child, port } = await start(first);
    first = null;
    const callers = await Promise.all(tokens.map((token) => Caller.connect(port, token)));
    const write = async (caller: Caller, token: string): Promise<void> => {
      for (;;) {
        const id = newId();
        const message = await caller.post(id);
        if (!message) return void unknown.push({ id, token });
        acknowledged.set(id, message);
        if (acknowledged.size === killAfter) child.kill("SIGKILL");
      }
    };
    await Promise.all(callers.flatMap((caller, index) => [write(caller, tokens[index]!), write(caller, tokens[index]!)]));
    if (child.signalCode === null) await once(child, "exit");
    for (const { heard } of callers) for (const [index, message] of heard.entries()) expect(message.seq).toBe(heard[0]!.seq + index);
  }

  const { child, port } = await start(null);
  for (const { id, token } of unknown) {
    const caller = await Caller.connect(port, token);
    const [once1, again] = [await caller.post(id), await caller.post(id)];
    expect(again).toEqual(once1);
    acknowledged.set(id, once1!);
    caller.close();
  }
  const reader = await Caller.connect(port, tokens[0]!);
  const all: Message[] = [];
  for (;;) {
    const page = await reader.call<{ items: Message[] }>("messages.list", { conversationId, after: all.length || 1, limit: 200 });
    if (all.length === 0)
      all.push(...((await reader.call<{ items: Message[] }>("messages.list", { conversationId, before: 2 }))?.items ?? []));
    if (!page || page.items.length === 0) break;
    all.push(...page.items);
  }
  reader.close();
  child.kill("SIGTERM");
  await once(child, "exit");

  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const byId = new Map(all.map((message) => [message.id as string, message]));
  for (const [id, message] of acknowledged) expect(byId.get(id)).toEqual(message);
  expect(all).toHaveLength(acknowledged.size);
}, 90_000);
