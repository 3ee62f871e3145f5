import { AppError, callFrame, closeCode, heartbeatMs, helloFrame, maxFrameBytes, newId, toErrorBody } from "@veche/kernel";
import type { CallFrame } from "@veche/kernel";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { RawData, WebSocket } from "ws";
import { clientAddressOf } from "../http/index.ts";
import type { Log } from "../log/index.ts";
import { Connection } from "./connection.ts";
import { LiveHub } from "./hub.ts";
import { serveUpgrades } from "./upgrades.ts";

/** Who has said hello. */
export interface Recognised<Actor> {
  readonly actor: Actor;
  readonly principal: string;
  readonly realm: string;
  /** when what was shown ends: the connection is closed then, and comes back with something fresh */
  readonly expiresAt?: Date | undefined;
}

export interface LiveOptions<Actor, State> {
  /** of the upgrade request */
  readonly path: string;
  /** @param token of the hello @throws AppError unauthenticated */
  readonly authenticate: (token: string | undefined, request: IncomingMessage) => Promise<Recognised<Actor>>;
  /** Runs a route for a connection. @throws AppError */
  readonly invoke: (connection: Connection<Actor, State>, call: CallFrame) => Promise<unknown>;
  readonly createState: () => State;
  /** how often silence is looked for; the kernel's `heartbeatMs` when not given */
  readonly heartbeatMs?: number;
  readonly onOpened?: (connection: Connection<Actor, State>, isFirst: boolean) => void;
  readonly onClosed?: (connection: Connection<Actor, State>, isLast: boolean) => void;
  readonly log: Log;
}

export interface Live<Actor, State> {
  readonly hub: LiveHub<Actor, State>;
  /** Takes the upgrades of an HTTP server at the path. */
  attach(server: Server): void;
  /** Asks everybody to come back later; who has not gone after two seconds is cut. A second call does nothing. */
  stop(): void;
}

const helloTimeoutMs = 10_000;
const farewellMs = 2_000;
/** One clock for all connections: a timer for each would be a tenth of their memory. */
const expiryCheckMs = 1_000;
const maxCallsInFlight = 64;

/** Opens the live socket of a product. */
export function openLive<Actor, State>(options: LiveOptions<Actor, State>): Live<Actor, State> {
  const hub = new LiveHub<Actor, State>();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maxFrameBytes });
  const heartbeat = setInterval(() => beat(hub), options.heartbeatMs ?? heartbeatMs);
  heartbeat.unref();
  const expiry = setInterval(() => closeExpired(hub, Date.now()), expiryCheckMs);
  expiry.unref();
  return {
    hub,
    attach: (server) =>
      serveUpgrades(server, options.path, (request, raw, head) =>
        sockets.handleUpgrade(request, raw, head, (socket) =>
          welcome(options, hub, { socket, raw, request, address: clientAddressOf(server, request) }),
        ),
      ),
    stop: () => {
      clearInterval(heartbeat);
      clearInterval(expiry);
      hub.closeAll(closeCode.restarting);
      sockets.close();
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), farewellMs).unref();
    },
  };
}

/** Waits for the hello; everything before it, and everything that is not one, ends the connection. */
function welcome<Actor, State>(options: LiveOptions<Actor, State>, hub: LiveHub<Actor, State>, arrival: Arrival): void {
  const { socket, request } = arrival;
  // Listeners that stay for the life of the socket are made elsewhere: made here they would keep the request in memory.
  logErrors(socket, options.log);
  const endWaiting = awaitHello(socket);
  socket.once("message", (data, isBinary) => {
    endWaiting();
    const hello = helloFrame.safeParse(isBinary ? null : parseJson(data));
    if (!hello.success) return socket.close(closeCode.malformed);
    options.authenticate(hello.data.hello.token, request).then(
      (who) => open(options, hub, arrival, who),
      (error: unknown) => {
        if (!(error instanceof AppError)) options.log.error({ err: error }, "live hello failed");
        socket.close(error instanceof AppError ? closeCode.unauthenticated : closeCode.restarting);
      },
    );
  });
}

function logErrors(socket: WebSocket, log: Log): void {
  socket.on("error", (error) => log.debug({ err: error }, "live socket failed"));
}

/** @returns leaves nothing of the waiting */
function awaitHello(socket: WebSocket): () => void {
  const timer = setTimeout(() => socket.close(closeCode.unauthenticated), helloTimeoutMs);
  const end = (): void => {
    clearTimeout(timer);
    socket.off("close", end);
  };
  socket.once("close", end);
  return end;
}

interface Arrival {
  readonly socket: WebSocket;
  readonly raw: Duplex;
  readonly request: IncomingMessage;
  readonly address: string;
}

function open<Actor, State>(
  options: LiveOptions<Actor, State>,
  hub: LiveHub<Actor, State>,
  { socket, raw, address }: Arrival,
  who: Recognised<Actor>,
): void {
  if (socket.readyState !== socket.OPEN) return;
  const { actor, principal, realm, expiresAt } = who;
  const id = newId();
  const connection = new Connection(socket, raw, { id, actor, principal, realm, address, expiresAt }, options.createState());
  const isFirst = hub.add(connection);
  socket.on("message", (data, isBinary) => handleMessage(options, hub, connection, isBinary ? null : parseJson(data)));
  socket.on("pong", () => (connection.isAlive = true));
  socket.once("close", () => {
    hub.remove(connection);
    options.onClosed?.(connection, hub.connectionsOf(principal).size === 0);
  });
  socket.send(JSON.stringify({ welcome: { connectionId: id, serverTime: new Date().toISOString() } }));
  options.onOpened?.(connection, isFirst);
}

function handleMessage<Actor, State>(
  options: LiveOptions<Actor, State>,
  hub: LiveHub<Actor, State>,
  connection: Connection<Actor, State>,
  json: unknown,
): void {
  // Who was closed is not heard any more, though the closing handshake takes its time.
  if (!hub.connections.has(connection)) return;
  const frame = callFrame.safeParse(json);
  if (!frame.success) return connection.close(closeCode.malformed);
  connection.isAlive = true;
  if (connection.callCount >= maxCallsInFlight)
    return refuse(hub, connection, frame.data.id, new AppError("too_many_requests", { retryAfterMs: 1_000 }));
  connection.callCount += 1;
  options.invoke(connection, frame.data).then(
    (output) => {
      connection.callCount -= 1;
      hub.reply(connection, { reply: frame.data.id, output });
    },
    (error: unknown) => {
      connection.callCount -= 1;
      if (!(error instanceof AppError)) options.log.error({ err: error, call: frame.data.call }, "live call failed");
      refuse(hub, connection, frame.data.id, error instanceof AppError ? error : new AppError("internal"));
    },
  );
}

function refuse<Actor, State>(hub: LiveHub<Actor, State>, connection: Connection<Actor, State>, id: number, error: AppError): void {
  hub.reply(connection, { reply: id, error: toErrorBody(error) });
}

/** Half-open connections show by their silence. */
function beat<Actor, State>(hub: LiveHub<Actor, State>): void {
  for (const connection of hub.connections) {
    if (connection.isAlive) connection.ping();
    else connection.terminate();
  }
}

/** Who shows something fresh comes back. */
function closeExpired<Actor, State>(hub: LiveHub<Actor, State>, nowMs: number): void {
  for (const connection of hub.connections) if (connection.expiresAtMs <= nowMs) connection.close(closeCode.unauthenticated);
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse(toText(data));
  } catch {
    return null;
  }
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
