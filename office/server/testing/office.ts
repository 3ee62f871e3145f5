import { fillPath, parseErrorBody } from "@veche/kernel";
import type { ErrorCode, Route, RouteInput, RouteOutput } from "@veche/kernel";
import { createCompany } from "@veche/office-domain/directory";
import type { PersonId, PersonInput } from "@veche/office-domain/directory";
import { createPerson } from "@veche/office-domain/directory";
import { officeLivePath } from "@veche/office-domain/everything";
import type { OfficeEvent } from "@veche/office-domain/everything";
import { signIn } from "@veche/office-domain/session";
import { HealthRegistry } from "@veche/server/health";
import { openHttp } from "@veche/server/http";
import { createTestDatabase, silentLog, TestClock } from "@veche/server/testing";
import type { FastifyInstance } from "fastify";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { openOfficeServer } from "../server.ts";
import type { OfficeOptions } from "../server.ts";

/** A browser of the tests: keeps its cookie. */
export interface TestBrowser {
  cookie: string | null;
  readonly personId: PersonId;
  readonly login: string;
}

export const testPassword = "correct horse battery";
const nobody: TestBrowser = { cookie: null, personId: "" as PersonId, login: "" };

/** The office on a database of its own, called through HTTP. */
export class TestOffice {
  readonly http: FastifyInstance;
  readonly clock: TestClock;
  readonly databaseUrl: string;
  readonly #stop: () => Promise<void>;

  constructor(http: FastifyInstance, clock: TestClock, databaseUrl: string, stop: () => Promise<void>) {
    this.http = http;
    this.databaseUrl = databaseUrl;
    this.clock = clock;
    this.#stop = stop;
  }

  /** @throws AppError what the office answered */
  async call<R extends Route>(route: R, input: RouteInput<R>, as: TestBrowser = nobody): Promise<RouteOutput<R>> {
    const { statusCode, body, cookie } = await this.send(route, input as Record<string, unknown>, as);
    if (cookie !== undefined) as.cookie = cookie;
    if (statusCode >= 400) throw parseErrorBody(body);
    return body as RouteOutput<R>;
  }

  /** @returns the code of the refusal */
  async refusal<R extends Route>(route: R, input: RouteInput<R>, as: TestBrowser = nobody): Promise<ErrorCode | "none"> {
    const { statusCode, body } = await this.send(route, input as Record<string, unknown>, as);
    return statusCode >= 400 ? parseErrorBody(body).code : "none";
  }

  async send(
    route: Route,
    input: Record<string, unknown>,
    as: TestBrowser,
  ): Promise<{ statusCode: number; body: unknown; cookie: string | undefined }> {
    const { path, rest } = fillPath(route.path, input);
    const isQuery = route.method === "GET" || route.method === "DELETE";
    const answer = await this.http.inject({
      method: route.method,
      url: path,
      headers: as.cookie === null ? {} : { cookie: as.cookie },
      ...(isQuery ? { query: toQuery(rest) } : { payload: rest }),
    });
    const cookie = answer.headers["set-cookie"]?.toString().split(";")[0];
    return { statusCode: answer.statusCode, body: answer.json(), cookie };
  }

  /** Makes a company with an administrator and one clerk. */
  async found(): Promise<{ administrator: TestBrowser; clerk: TestBrowser }> {
    const administrator: TestBrowser = { cookie: null, personId: "" as PersonId, login: "orlova" };
    const me = await this.call(
      createCompany,
      {
        organisationName: "Северный ветер",
        administrator: { login: "orlova", fullName: "Орлова Елена Викторовна", password: testPassword },
        people: [{ login: "gusev", fullName: "Гусев Пётр Ильич", password: testPassword }],
      },
      administrator,
    );
    return { administrator: Object.assign(administrator, { personId: me.person.id }), clerk: await this.signIn("gusev") };
  }

  async signIn(login: string, password = testPassword): Promise<TestBrowser> {
    const browser: TestBrowser = { cookie: null, personId: "" as PersonId, login };
    const { person } = await this.call(signIn, { login, password }, browser);
    return Object.assign(browser, { personId: person.id });
  }

  /** Adds a person and signs him in. */
  async hire(administrator: TestBrowser, person: Partial<PersonInput> & { login: string }): Promise<TestBrowser> {
    await this.call(createPerson, { fullName: `Человек ${person.login}`, ...person, password: testPassword }, administrator);
    return this.signIn(person.login);
  }

  /** Opens the live socket of a person; resolves when he is welcome. */
  async listen(as: TestBrowser, headers: Record<string, string> = {}): Promise<TestListener> {
    const { port } = await this.#listenAnywhere();
    const listener = new TestListener(
      new WebSocket(`ws://127.0.0.1:${port}${officeLivePath}`, { headers: { ...headers, cookie: as.cookie ?? "" } }),
    );
    await listener.welcomed;
    return listener;
  }

  /** Where the office answers over the network. */
  async openPort(): Promise<string> {
    return `http://127.0.0.1:${(await this.#listenAnywhere()).port}`;
  }

  async #listenAnywhere(): Promise<AddressInfo> {
    if (!this.http.server.listening) await this.http.listen({ host: "127.0.0.1", port: 0 });
    return this.http.server.address() as AddressInfo;
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

/** What one socket has heard. */
export class TestListener {
  readonly events: OfficeEvent[] = [];
  readonly welcomed: Promise<void>;
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    const welcome = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<number>();
    this.welcomed = welcome.promise;
    this.closed = closed.promise;
    socket.on("open", () => socket.send(JSON.stringify({ hello: {} })));
    socket.on("message", (data) => {
      for (const frame of [JSON.parse((data as Buffer).toString())].flat()) {
        if ("welcome" in frame) welcome.resolve();
        if ("event" in frame) this.events.push(frame.event as OfficeEvent);
      }
      for (const check of this.#waiting) check();
    });
    socket.on("close", (code) => {
      welcome.reject(new Error(`closed with ${code}`));
      closed.resolve(code);
    });
    socket.on("error", () => undefined);
  }

  /** Resolves when such an event has come. */
  async heard(isIt: (event: OfficeEvent) => boolean): Promise<OfficeEvent> {
    const { promise, resolve } = Promise.withResolvers<OfficeEvent>();
    const check = (): void => {
      const found = this.events.find(isIt);
      if (found) resolve(found);
    };
    this.#waiting.add(check);
    check();
    return promise.finally(() => this.#waiting.delete(check));
  }

  close(): void {
    this.#socket.close();
  }
}

function toQuery(rest: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** @param options what differs from an office nobody is connected to */
export async function openTestOffice(options: Partial<OfficeOptions> = {}): Promise<TestOffice> {
  const database = await createTestDatabase({ schema: "scratch", migrations: [] });
  const dataDir = mkdtempSync(join(tmpdir(), "veche-office-"));
  const clock = new TestClock();
  const office = await openOfficeServer({
    databaseUrl: database.connectionString,
    dataDir,
    publicUrl: "http://office.test",
    installationId: "test-installation",
    secret: new Uint8Array(32).fill(9),
    collabUrl: "http://127.0.0.1:9",
    mailSchema: "office",
    log: silentLog,
    health: new HealthRegistry(),
    clock,
    isOutputChecked: true,
    ...options,
  });
  const http = openHttp({ log: silentLog });
  await http.register(office.plugin);
  await http.ready();
  return new TestOffice(http, clock, options.databaseUrl ?? database.connectionString, async () => {
    await http.close();
    await office.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}
