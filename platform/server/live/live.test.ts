import { AppError, closeCode, maxFrameBytes } from "@veche/kernel";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { openHttp } from "../http/index.ts";
import { openLog } from "../log/index.ts";
import { silentLog } from "../testing/index.ts";
import { encodeTextFrame, FrameList } from "./frames.ts";
import { openLive } from "./index.ts";

const invokedCalls: string[] = [];
const presences: string[] = [];
const server = createServer();
let url = "";
const live = openLive<string, null>({
  path: "/live",
  authenticate: async (token) => {
    if (!token) throw new AppError("unauthenticated");
    return { actor: token, principal: token, realm: "realm", expiresAt: token === "brief" ? new Date() : undefined };
  },
  onOpened: (_, isFirst) => presences.push(isFirst ? "opened first" : "opened"),
  onClosed: (_, isLast) => presences.push(isLast ? "closed last" : "closed"),
  invoke: async (_, { call, input }) => {
    invokedCalls.push(call);
    if (call === "fail") throw new AppError("forbidden", { permission: "x" });
    if (call === "wait") return new Promise(() => undefined);
    return input;
  },
  createState: () => null,
  heartbeatMs: 200,
  log: openLog({ level: "silent", name: "test" }),
});
live.attach(server);

beforeEach(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
});
afterEach(async () => {
  live.hub.closeAll(closeCode.restarting);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A client that has been welcomed; `next` gives frame after frame. */
async function connect(token: string): Promise<{ socket: WebSocket; next: () => Promise<unknown> }> {
  const socket = new WebSocket(url);
  const frames: unknown[] = [];
  let wake = (): void => undefined;
  socket.on("message", (data) => (frames.push(JSON.parse((data as Buffer).toString())), wake()));
  await once(socket, "open");
  socket.send(JSON.stringify({ hello: { token } }));
  const next = async (): Promise<unknown> => {
    while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return frames.shift();
  };
  expect(await next()).toMatchObject({ welcome: { connectionId: expect.any(String) } });
  return { socket, next };
}

async function closeCodeOf(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, "close");
  return code as number;
}

describe("a live socket", () => {
  test("answers calls, each once, failures with their code", async () => {
    const { socket, next } = await connect("anna");
    socket.send(JSON.stringify({ call: "echo", id: 1, input: { text: "Привет" } }));
    expect(await next()).toEqual({ reply: 1, output: { text: "Привет" } });
    socket.send(JSON.stringify({ call: "fail", id: 2 }));
    expect(await next()).toEqual({ reply: 2, error: { code: "forbidden", details: { permission: "x" } } });
  });

  test("brings events to all devices of a person, in order, and to nobody else", async () => {
    const [phone, desk, other] = await Promise.all([connect("anna"), connect("anna"), connect("ivan")]);
    live.hub.deliver([
      { event: { type: "a.done" }, recipients: { principals: ["anna"] } },
      { event: { type: "b.done" }, recipients: { realm: "realm" } },
    ]);
    for (const { next } of [phone, desk])
      expect([await next(), await next()]).toEqual([{ event: { type: "a.done" } }, { event: { type: "b.done" } }]);
    expect(await other.next()).toEqual({ event: { type: "b.done" } });
  });

  test("sends nothing after a person was closed", async () => {
    const { socket } = await connect("anna");
    const received: unknown[] = [];
    socket.on("message", (data) => received.push(data));
    live.hub.closePrincipal("anna", closeCode.unauthenticated);
    live.hub.deliver([{ event: { type: "a.done" }, recipients: { principals: ["anna"] } }]);
    expect(await closeCodeOf(socket)).toBe(closeCode.unauthenticated);
    expect(received).toEqual([]);
  });

  test("refuses more calls at once than it can hold", async () => {
    const { socket, next } = await connect("anna");
    for (let id = 0; id < 65; id += 1) socket.send(JSON.stringify({ call: "wait", id }));
    expect(await next()).toMatchObject({ reply: 64, error: { code: "too_many_requests" } });
  });

  test("ends a connection when what was shown has ended", async () => {
    const { socket } = await connect("brief");
    expect(await closeCodeOf(socket)).toBe(closeCode.unauthenticated);
  });

  test("does not let in who says nothing of use", async () => {
    const [nobody, babbler] = [new WebSocket(url), new WebSocket(url)];
    nobody.on("open", () => nobody.send(JSON.stringify({ hello: {} })));
    babbler.on("open", () => babbler.send("{{{"));
    expect(await Promise.all([closeCodeOf(nobody), closeCodeOf(babbler)])).toEqual([closeCode.unauthenticated, closeCode.malformed]);
  });

  test("ends connections with malformed and oversized frames", async () => {
    const [malformed, oversized] = await Promise.all([connect("anna"), connect("ivan")]);
    malformed.socket.send(JSON.stringify({ call: 1 }));
    oversized.socket.send("x".repeat(maxFrameBytes + 1));
    expect(await Promise.all([closeCodeOf(malformed.socket), closeCodeOf(oversized.socket)])).toEqual([closeCode.malformed, 1009]);
  });

  test("hears nothing more from a person who was closed", async () => {
    const { socket } = await connect("anna");
    invokedCalls.length = 0;
    live.hub.closePrincipal("anna", closeCode.unauthenticated);
    socket.send(JSON.stringify({ call: "echo", id: 1, input: {} }));
    await closeCodeOf(socket);
    expect(invokedCalls).toEqual([]);
  });

  test("cuts who reads too slowly, and spares the others", async () => {
    const [slow, quick] = await Promise.all([connect("anna"), connect("ivan")]);
    slow.socket.pause();
    const event = { type: "a.done", text: "x".repeat(1024 * 1024) } as const;
    while (live.hub.connectionsOf("anna").size > 0) {
      live.hub.deliver([{ event, recipients: { realm: "realm" } }]);
      expect(await quick.next()).toEqual({ event });
    }
    expect(live.hub.connectionsOf("ivan").size).toBe(1);
    slow.socket.terminate();
  });

  test("ends a connection whose other end is gone without a word", async () => {
    const { socket } = await connect("anna");
    socket.pause();
    await vi.waitFor(() => expect(live.hub.connectionsOf("anna").size).toBe(0), 5_000);
    socket.terminate();
  });

  test("tells when the first device of a person comes and the last one goes", async () => {
    presences.length = 0;
    const [phone, desk] = [await connect("anna"), await connect("anna")];
    phone.socket.close();
    await closeCodeOf(phone.socket);
    desk.socket.close();
    await vi.waitFor(() => expect(presences).toEqual(["opened first", "opened", "closed", "closed last"]));
  });

  test("answers an upgrade to another path with not found", async () => {
    const socket = new WebSocket(`${url}/other`);
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("404");
  });
});

test("stopping does not wait for who does not answer, nor for who never said hello", async () => {
  const other = createServer();
  const stopped = openLive<string, null>({
    path: "/live",
    authenticate: async () => ({ actor: "anna", principal: "anna", realm: "realm" }),
    invoke: async () => ({}),
    createState: () => null,
    log: openLog({ level: "silent", name: "test" }),
  });
  stopped.attach(other);
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = `ws://127.0.0.1:${(other.address() as AddressInfo).port}/live`;
  const [deaf, silent] = [new WebSocket(address), new WebSocket(address)];
  await Promise.all([once(deaf, "open"), once(silent, "open")]);
  deaf.send(JSON.stringify({ hello: {} }));
  await once(deaf, "message");
  deaf.pause();
  const silentCode = closeCodeOf(silent);
  stopped.stop();
  stopped.stop();
  await new Promise((resolve) => other.close(resolve));
  expect(await silentCode).toBe(1006);
  deaf.terminate();
});

test.each([0, 125, 126, 65_535, 65_536])("a frame of %i bytes has the header its length needs", (length) => {
  const frame = encodeTextFrame("x".repeat(length));
  expect(frame.length).toBe(length + (length < 126 ? 2 : length < 65_536 ? 4 : 10));
});

test("sockets that are owed the same share the joined bytes", () => {
  const root = new FrameList();
  const [one, two] = [Buffer.from("1"), Buffer.from("2")];
  expect(root.append(one).append(two).join()).toBe(root.append(one).append(two).join());
  expect(String(root.append(two).append(one).join())).toBe("21");
});

test.each([
  ["loopback", "203.0.113.7"],
  ["10.0.0.0/8", "127.0.0.1"],
])("with proxies at %s, a socket is of the same address as a request: %s", async (trustProxy, address) => {
  const http = openHttp({ log: silentLog, trustProxy });
  http.get("/address", async ({ ip }) => ip);
  live.attach(http.server);
  await http.listen({ host: "127.0.0.1", port: 0 });
  const origin = `127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  const headers = { "x-forwarded-for": "198.51.100.1, 203.0.113.7" };
  const socket = new WebSocket(`ws://${origin}/live`, { headers });
  await once(socket, "open");
  socket.send(JSON.stringify({ hello: { token: "vera" } }));
  await once(socket, "message");
  expect([...live.hub.connectionsOf("vera")].map((connection) => connection.address)).toEqual([address]);
  expect(await (await fetch(`http://${origin}/address`, { headers })).text()).toBe(address);
  socket.terminate();
  await http.close();
});
