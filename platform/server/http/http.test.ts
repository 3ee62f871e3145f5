import { AppError, route } from "@veche/kernel";
import type { FastifyInstance } from "fastify";
import { once } from "node:events";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { query } from "../database/index.ts";
import { createTestDatabase, silentLog, TestClock, type TestDatabase } from "../testing/index.ts";
import { createBinders, createInvoker, mount, openHttp, openTransactions, type OpenTransaction } from "./index.ts";

type Noted = { readonly type: "thing.noted"; readonly id: number };
type Ctx = OpenTransaction<Noted>;

const bind = createBinders<{ readonly transaction: Ctx }>("transaction").transaction;
const bindWaiting = createBinders<{ readonly waiting: AbortSignal }>("waiting").waiting;

const ids = { id: z.coerce.number().int() };
const out = z.object({ id: z.number(), text: z.string().optional() });
const noteThing = route({
  name: "things.note",
  method: "POST",
  path: "/api/things/:id",
  input: z.object({ ...ids, text: z.string().max(5) }),
  output: out,
  summary: "Notes.",
});
const findThings = route({
  name: "things.find",
  method: "GET",
  path: "/api/things",
  actor: "public",
  input: z.object({ id: z.coerce.number(), limit: z.coerce.number().default(50) }),
  output: z.object({ id: z.number(), limit: z.number() }),
  summary: "Finds.",
});
const breakThing = route({
  name: "things.break",
  method: "POST",
  path: "/api/things/:id/break",
  actor: "public",
  input: z.object({ ...ids, how: z.enum(["refuse", "wait", "throw", "lie"]) }),
  output: out,
  summary: "Fails.",
});

let database: TestDatabase<Record<string, never>>;
let http: FastifyInstance;
let delivered: Noted[] = [];

const insert = (ctx: Ctx, id: number) => query(ctx.db, { text: "insert into test.things (id) values ($1)", values: [id] });

const bindings = [
  bind(noteThing, async (ctx, { id, text }) => {
    await insert(ctx, id);
    ctx.emit({ type: "thing.noted", id });
    if (text === "late") throw new AppError("conflict", { reason: "late" });
    return { id, text };
  }),
  bind(findThings, async (_, input) => input),
  bind(breakThing, async (_, { how }) => {
    if (how === "refuse") throw new AppError("forbidden", { permission: "things" });
    if (how === "wait") throw new AppError("too_many_requests", { retryAfterMs: 1_500 });
    if (how === "throw") throw new Error("password=1234");
    return { id: "one" } as unknown as { id: number };
  }),
];

beforeAll(async () => {
  const text = "create table test.things (id int primary key)";
  database = await createTestDatabase({ schema: "test", migrations: [{ name: "0001-things", text }] });
  const transact = openTransactions<Record<string, never>, Noted>({
    database,
    clock: new TestClock(),
    deliver: (batch) => void delivered.push(...batch),
  });
  const invoker = createInvoker<(typeof bindings)[number], string>({
    bindings,
    run: (binding, input) => transact((ctx) => binding.action(ctx, input)),
    isOutputChecked: true,
  });
  http = openHttp({ log: silentLog, bodyLimitBytes: 1_000 });
  await mount(http, {
    invoker,
    authenticate: async ({ headers }) => headers.authorization ?? (headers.cookie ? "by cookie" : null),
    isCrossOrigin: true,
  });
});
afterAll(async () => {
  await http.close();
  await database.stop();
});
beforeEach(() => {
  delivered = [];
});

const post = (url: string, payload: object | string, headers: Record<string, string> = { authorization: "anna" }) =>
  http.inject({ method: "POST", url, payload, headers: { "content-type": "application/json", ...headers } });

describe("a route", () => {
  test("joins path and body, commits, and then tells who listens", async () => {
    const answer = await post("/api/things/1", { text: "hello", id: 99, more: true });
    expect([answer.statusCode, answer.json()]).toEqual([200, { id: 1, text: "hello" }]);
    expect(delivered).toEqual([{ type: "thing.noted", id: 1 }]);
  });

  test("that fails leaves nothing behind and tells nobody", async () => {
    const answer = await post("/api/things/2", { text: "late" });
    expect([answer.statusCode, answer.json()]).toEqual([409, { code: "conflict", details: { reason: "late" } }]);
    expect(delivered).toEqual([]);
    expect((await database.pool.query("select from test.things where id = 2")).rowCount).toBe(0);
  });

  test("reads numbers and defaults from the query", async () => {
    expect((await http.inject("/api/things?id=7")).json()).toEqual({ id: 7, limit: 50 });
  });

  test("says every fault of an input as facts", async () => {
    const answer = await post("/api/things/x", { text: "too long" });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      {
        code: "invalid",
        details: {
          field: "id",
          issues: [
            { path: "id", reason: "invalid_type", expected: "number" },
            { path: "text", reason: "too_big", maximum: 5 },
          ],
        },
      },
    ]);
    expect(answer.body).not.toContain("expected string");
  });

  test("refuses who is nobody, and a page of another site that borrows a cookie", async () => {
    expect((await post("/api/things/3", { text: "" }, {})).json()).toEqual({ code: "unauthenticated", details: {} });
    const foreign = [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, { origin: "null" }];
    for (const headers of foreign) {
      const answer = await post("/api/things/3", { text: "" }, { cookie: "session=1", host: "veche.example", ...headers });
      expect(answer.json()).toEqual({ code: "forbidden", details: { reason: "foreign_origin" } });
    }
    const own = await post("/api/things/3", { text: "" }, { cookie: "session=1", host: "veche.example", origin: "https://veche.example" });
    expect(own.statusCode).toBe(200);
  });

  test("refuses who is nobody before his body is read", async () => {
    await http.listen({ host: "127.0.0.1", port: 0 });
    const socket = connect((http.server.address() as AddressInfo).port, "127.0.0.1");
    const head = ["POST /api/things/3 HTTP/1.1", "host: veche.example", "content-type: application/json", "content-length: 60000000"];
    socket.write(`${head.join("\r\n")}\r\n\r\n{"text": "`);
    // the rest of the body never comes: an answer, and the end of the connection, say that nobody waited for it
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('"code":"unauthenticated"');
  });

  test("lets pages of other origins call with a token, without cookies", async () => {
    const headers = {
      origin: "https://erp.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const answer = await http.inject({ method: "OPTIONS", url: "/api/things/1", headers });
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": "*" });
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });
});

test("an action learns that its caller has gone, and only then", async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<AbortSignal>();
  const { promise: end, resolve: finish } = Promise.withResolvers<undefined>();
  const slow = openHttp({ log: silentLog });
  const invoker = createInvoker<ReturnType<typeof bindWaiting>, string>({
    bindings: [
      bindWaiting(breakThing, async (signal) => {
        begin(signal);
        await end;
        return { id: 1 };
      }),
    ],
    run: (binding, input, call) => binding.action(call.signal!, input),
  });
  await mount(slow, { invoker, authenticate: async () => null });
  await slow.listen({ host: "127.0.0.1", port: 0 });
  const leave = new AbortController();
  const url = `http://127.0.0.1:${(slow.server.address() as AddressInfo).port}/api/things/1/break`;
  const body = JSON.stringify({ how: "wait" });
  const answer = fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body, signal: leave.signal });
  const signal = await begun;
  expect(signal.aborted).toBe(false);
  leave.abort();
  await expect(answer).rejects.toThrow("aborted");
  await (signal.aborted || once(signal, "abort"));
  finish(undefined);
  await slow.close();
});

describe("a failure", () => {
  test("of ours says only where to look in the log", async () => {
    for (const how of ["throw", "lie"]) {
      const answer = await post("/api/things/1/break", { how }, {});
      expect([answer.statusCode, answer.json()]).toEqual([500, { code: "internal", details: { requestId: expect.any(String) } }]);
    }
  });

  test("carries its status, its facts and when to come again", async () => {
    expect((await post("/api/things/1/break", { how: "refuse" }, {})).json()).toEqual({
      code: "forbidden",
      details: { permission: "things" },
    });
    const answer = await post("/api/things/1/break", { how: "wait" }, {});
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([429, "2"]);
  });

  test.each([
    ["malformed JSON", '{"how":', "application/json", 400, "invalid"],
    ["a poisoned prototype", '{"__proto__": {"x": 1}}', "application/json", 400, "invalid"],
    ["a list", "[1]", "application/json", 400, "invalid"],
    ["no body", "", "application/json", 400, "invalid"],
    ["another kind of content", "how=throw", "application/x-www-form-urlencoded", 400, "invalid"],
    ["a body that is too long", JSON.stringify({ how: "x".repeat(2_000) }), "application/json", 413, "too_large"],
  ])("for %s has a stable code", async (_, payload, contentType, status, code) => {
    const answer = await post("/api/things/1/break", payload, { "content-type": contentType });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  test.each(["/api/nothing", "/api/things/%E0%A4%A", "/api/things/1/../../../etc/passwd"])("at %s is not found", async (url) => {
    const answer = await http.inject(url);
    expect([answer.statusCode, answer.json().code]).toEqual([404, "not_found"]);
  });

  test("and every other answer have headers that disarm browsers", async () => {
    expect((await http.inject("/api/nothing")).headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });
});
