import { collabLivePath, type CollabEvent } from "@veche/collab-domain/everything";
import { getMe, reconcileDirectory, type UserId } from "@veche/collab-domain/directory";
import { beginRegistration, confirmRegistration, tokenAudience, type ApplicationId, type PublicKey } from "@veche/collab-domain/tenants";
import { fillPath, must, newId, parseErrorBody, type Route, type RouteInput, type RouteOutput } from "@veche/kernel";
import { HealthRegistry } from "@veche/server/health";
import { openHttp } from "@veche/server/http";
import type { Database } from "@veche/server/database";
import { MemoryMailer, silentLog, TestClock } from "@veche/server/testing";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localMediaSettings, type MediaSettings } from "../calls/index.ts";
import { openCollabServer } from "../index.ts";
import { openTestDatabase } from "./room.ts";

/** A whole collaboration server with a database, a folder and a port of its own. */
export interface TestHouse {
  readonly origin: string;
  readonly mailer: MemoryMailer;
  readonly clock: TestClock;
  readonly database: Database;
  call<R extends Route>(route: R, input: RouteInput<R>, token?: string): Promise<RouteOutput<R>>;
  /** @returns the code of the newest letter, once it has come */
  readCode(email: string, number?: number): Promise<string>;
  stop(): Promise<void>;
}

export async function openTestHouse(media: MediaSettings = localMediaSettings): Promise<TestHouse> {
  const database = await openTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "veche-collab-"));
  const [mailer, clock] = [new MemoryMailer(), new TestClock(new Date())];
  const server = await openCollabServer({
    ...{ databaseUrl: database.connectionString, dataDir, mailer, clock, log: silentLog, isOutputChecked: true },
    secret: new Uint8Array(32).fill(7),
    publicUrl: "http://localhost",
    mail: { smtpUrl: undefined, from: "veche@example.org" },
    health: new HealthRegistry(),
    isPrivatePushAllowed: true,
    media,
  });
  const http = openHttp({ log: silentLog });
  await http.register(server.plugin);
  await http.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  return {
    ...{ origin, mailer, clock, database },
    call: (route, input, token) => call(origin, route, input, token),
    readCode: (email, number = 1) => readCode(mailer, email, number),
    stop: async () => {
      await http.close();
      await server.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function call<R extends Route>(origin: string, route: R, input: RouteInput<R>, token?: string): Promise<RouteOutput<R>> {
  const { path, rest } = fillPath(route.path, input as Record<string, unknown>);
  const isQuery = route.method === "GET" || route.method === "DELETE";
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const search = isQuery ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : "";
  const response = await fetch(`${origin}${path}${search}`, {
    method: route.method,
    headers: { ...(!isQuery && { "content-type": "application/json" }), ...(token && { authorization: `Bearer ${token}` }) },
    ...(!isQuery && { body: JSON.stringify(rest) }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw parseErrorBody(body);
  return body as RouteOutput<R>;
}

async function readCode(mailer: MemoryMailer, email: string, number: number): Promise<string> {
  for (;;) {
    const letters = mailer.letters.filter((letter) => letter.to === email);
    const code = /\b\d{6}\b/.exec(letters[number - 1]?.text ?? "")?.[0];
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The private half of an application, and tokens it signs. */
export class TestKey {
  readonly publicKey: PublicKey;
  readonly #privateKey: CryptoKey;

  constructor(publicKey: PublicKey, privateKey: CryptoKey) {
    this.publicKey = publicKey;
    this.#privateKey = privateKey;
  }

  static async create(): Promise<TestKey> {
    const pair = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    return new TestKey({ kty: "OKP", crv: "Ed25519", x: must((await exportJWK(pair.publicKey)).x) }, pair.privateKey);
  }

  sign(audience: keyof typeof tokenAudience, claims: { iss?: string; sub?: string; sid?: string }, lifetime = "10m"): Promise<string> {
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: "EdDSA" }).setIssuedAt().setExpirationTime(lifetime);
    return jwt.setAudience(tokenAudience[audience]).sign(this.#privateKey);
  }
}

/** A connected application whose people are known by short names. */
export interface TestApplication {
  readonly id: ApplicationId;
  readonly key: TestKey;
  readonly token: string;
  /** @param sessionId the application's own name of the session it is for */
  tokenOf(externalId: string, sessionId?: string): Promise<string>;
  idOf(externalId: string): UserId;
}

export const request = (key: TestKey, email: string, installationId: string): RouteInput<typeof beginRegistration> => ({
  ...{ email, installationId, publicKey: key.publicKey, activeUserCount: 3 },
  applicationName: "Северный ветер",
  applicationUrl: "http://office.example.org",
});

/** Registers by the code from the letter and mirrors people. @param people external ids, which are their names too */
export async function connectApplication(house: TestHouse, people: readonly string[]): Promise<TestApplication> {
  const key = await TestKey.create();
  const email = `${newId()}@example.org`;
  const pending = await house.call(beginRegistration, request(key, email, newId()));
  const proof = await key.sign("registration", { sub: pending.id });
  const code = await house.readCode(email);
  const { application } = await house.call(confirmRegistration, { registrationId: pending.id, code, proof });
  const token = await key.sign("application", { iss: application.id });
  await house.call(reconcileDirectory, { users: people.map(toMirrored), groups: [], isComplete: true }, token);
  const tokenOf = (externalId: string, sessionId?: string): Promise<string> =>
    key.sign("user", { iss: application.id, sub: externalId, ...(sessionId !== undefined && { sid: sessionId }) });
  const ids = new Map<string, UserId>();
  for (const name of people) ids.set(name, (await house.call(getMe, {}, await tokenOf(name))).user.id);
  return { id: application.id, key, token, tokenOf, idOf: (externalId) => must(ids.get(externalId)) };
}

export const toMirrored = (externalId: string): RouteInput<typeof reconcileDirectory>["users"][number] => ({
  externalId,
  login: externalId,
  fullName: externalId,
});

/** A live socket that remembers what it heard. */
export interface Listener {
  readonly events: readonly CollabEvent[];
  readonly closed: Promise<number>;
  /** Waits for an event, also one that has come already. */
  hear<Type extends CollabEvent["type"]>(type: Type): Promise<Extract<CollabEvent, { type: Type }>>;
  close(): void;
}

export async function listen(house: TestHouse, token: string): Promise<Listener> {
  const socket = new WebSocket(`${house.origin.replace("http", "ws")}${collabLivePath}`);
  const events: CollabEvent[] = [];
  const waiting = new Set<() => void>();
  const welcome = Promise.withResolvers<void>();
  const closed = new Promise<number>((resolve) => socket.addEventListener("close", (event) => resolve(event.code)));
  socket.addEventListener("open", () => socket.send(JSON.stringify({ hello: { token } })));
  socket.addEventListener("message", ({ data }) => {
    for (const frame of [JSON.parse(String(data)) as { welcome?: unknown; event?: CollabEvent }].flat()) {
      if (frame.welcome) welcome.resolve();
      if (frame.event) events.push(frame.event);
    }
    for (const look of waiting) look();
  });
  void closed.then((code) => welcome.reject(new Error(`closed with ${code}`)));
  await welcome.promise;
  return {
    events,
    closed,
    hear: (type) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find((event) => event.type === type);
          if (!found) return;
          waiting.delete(look);
          resolve(found as Extract<CollabEvent, { type: typeof type }>);
        };
        waiting.add(look);
        look();
      }),
    close: () => socket.close(),
  };
}
