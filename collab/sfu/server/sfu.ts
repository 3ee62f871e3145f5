import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { DisconnectReason, LeaveRequest_Action, TrackSource } from "@livekit/protocol";
import { type MediaNode, type MediaOptions, openMediaWorker } from "../media/index.ts";
import { createRoomService, toErrorAnswer, type TwirpAnswer, TwirpError, type TwirpMethod } from "../rooms-api/index.ts";
import { MediaHub, type RoomObserver, RoomRegistry } from "../room/index.ts";
import { type IceServerOptions, Signalling } from "../signalling/index.ts";
import { type TokenKeys, verifyToken } from "../tokens/index.ts";
import { shareTcpPort } from "./shared-port.ts";

export interface SfuOptions {
  /** API key → secret, as in LiveKit's configuration. */
  readonly keys: TokenKeys;
  readonly media: MediaOptions;
  /** Each has the ports of `media` plus its number, or any if those are 0. */
  readonly workerCount: number;
  readonly iceServers?: readonly IceServerOptions[];
  readonly maxRooms?: number;
  readonly maxParticipantsPerRoom?: number;
  readonly isSingleConnectionOffered?: boolean;
  readonly observer?: RoomObserver;
  /** A media worker ended by itself; the rooms it carried are over. */
  readonly onWorkerDied?: (error: Error) => void;
  /** Where media runs. Default: worker threads. */
  readonly openMedia?: (options: MediaOptions) => Promise<MediaNode>;
}

const longestBodyBytes = 1 << 20;
const servicePrefix = "/twirp/livekit.RoomService/";

/**
 * A media server that speaks the LiveKit protocol: `/rtc` for clients and `/twirp/livekit.RoomService` for administration.
 * It is a guest on somebody's HTTP server.
 */
export class Sfu {
  readonly registry: RoomRegistry;
  readonly #options: SfuOptions;
  readonly #nodes: readonly MediaNode[];
  readonly #hubs: readonly MediaHub[];
  readonly #signalling: Signalling;
  readonly #service: Readonly<Record<string, TwirpMethod>>;

  private constructor(options: SfuOptions, nodes: readonly MediaNode[]) {
    this.#options = options;
    this.#nodes = nodes;
    const { keys, iceServers = [], maxRooms = 1_000, maxParticipantsPerRoom = 100, isSingleConnectionOffered } = options;
    const hubs = nodes.map((node, index) => new MediaHub(node, index));
    this.#hubs = hubs;
    for (const hub of hubs) hub.node.onDied((error) => this.#handleDied(hub, error));
    this.registry = new RoomRegistry({ hubs, observer: options.observer ?? {}, maxRooms });
    this.#signalling = new Signalling({ registry: this.registry, keys, iceServers, maxParticipantsPerRoom, isSingleConnectionOffered });
    this.#service = createRoomService(this.registry);
  }

  /** @throws the system's error when a port cannot be had */
  static async open(options: SfuOptions): Promise<Sfu> {
    const open = options.openMedia ?? openMediaWorker;
    const shift = (port: number, index: number): number => (port === 0 ? 0 : port + index);
    const nodes = await Promise.all(
      Array.from({ length: options.workerCount }, (_, index) => {
        const { udpPort, tcpPort } = options.media;
        return open({
          ...options.media,
          udpPort: shift(udpPort, index),
          tcpPort: tcpPort === undefined ? undefined : shift(tcpPort, index),
        });
      }),
    );
    return new Sfu(options, nodes);
  }

  /** The rooms of a worker that died end; clients come back and get another one. */
  #handleDied(hub: MediaHub, error: Error): void {
    for (const room of this.registry.rooms.filter((one) => one.hub === hub)) {
      this.registry.close(room, DisconnectReason.SERVER_SHUTDOWN, LeaveRequest_Action.RECONNECT);
    }
    this.#options.onWorkerDied?.(error);
  }

  /** Answers a request of the protocol. @returns false when it is somebody else's */
  async handleRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", "http://sfu");
    const path = url.pathname;
    const isTwirp = path.startsWith(servicePrefix);
    if (!isTwirp && !path.startsWith("/rtc")) return false;
    response.setHeader("access-control-allow-origin", "*");
    if (isTwirp) write(response, await this.#callService(request, path.slice(servicePrefix.length)));
    else await this.#validate(url, request, response);
    return true;
  }

  async #validate(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isKnown = url.pathname.endsWith("/validate") && this.#signalling.isSignalPath(url.pathname.slice(0, -"/validate".length));
    if (!isKnown) return void response.writeHead(404).end("not found");
    const checked = await this.#signalling.check(url, request.headers.authorization);
    if ("status" in checked) response.writeHead(checked.status, { "content-type": "text/plain" }).end(checked.reason);
    else response.writeHead(200, { "content-type": "text/plain" }).end("success");
  }

  async #callService(request: IncomingMessage, name: string): Promise<TwirpAnswer> {
    try {
      const run = Object.hasOwn(this.#service, name) && request.method === "POST" ? this.#service[name] : undefined;
      if (!run) throw new TwirpError("bad_route", `no such method: ${name}`);
      const grants = await verifyToken((request.headers.authorization ?? "").replace(/^Bearer /i, ""), this.#options.keys);
      if (!grants) throw new TwirpError("unauthenticated", "the token is invalid or has expired");
      const isJson = (request.headers["content-type"] ?? "").includes("json");
      return run(grants, await readBody(request), isJson);
    } catch (error) {
      return toErrorAnswer(error);
    }
  }

  /** Takes over a WebSocket of the protocol. @returns false when it is somebody else's */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? "/", "http://sfu");
    if (!/^\/rtc(\/|$)/.test(url.pathname)) return false;
    void this.#signalling.handleUpgrade(request, socket, head, url).catch(() => socket.destroy());
    return true;
  }

  /** Lets clients that nothing but the HTTP port lets through send media there; `media.sharedTcpPort` tells them of it. */
  shareTcpPort(server: Server): void {
    shareTcpPort(server, (fragment) => this.#hubs.find(({ prefix }) => fragment.startsWith(prefix))?.node.tcpPort);
  }

  /** @returns who is in a room; nobody where there is none */
  listIdentities(room: string): readonly string[] {
    return this.registry.find(room)?.participants.map(({ identity }) => identity) ?? [];
  }

  /** Puts somebody out of a room; harmless when he is not there. */
  removeParticipant(room: string, identity: string): void {
    const participant = this.registry.find(room)?.find(identity);
    participant?.room.remove(participant, DisconnectReason.PARTICIPANT_REMOVED);
  }

  /** Switches somebody's microphone off; harmless when he is not there. */
  muteMicrophone(room: string, identity: string): void {
    const publishing = this.registry.find(room)?.find(identity)?.publishing;
    for (const { info } of publishing?.tracks ?? []) if (info.source === TrackSource.MICROPHONE) publishing?.setMuted(info.sid, true, true);
  }

  /** Sends everybody out of a room; harmless when there is none. */
  closeRoom(room: string): void {
    const found = this.registry.find(room);
    if (found) this.registry.close(found, DisconnectReason.ROOM_DELETED);
  }

  /** Sends everybody to another server, or away. */
  async close(action = LeaveRequest_Action.DISCONNECT): Promise<void> {
    this.registry.closeAll(DisconnectReason.SERVER_SHUTDOWN, action);
    this.#signalling.close();
    await Promise.all(this.#nodes.map((node) => node.close()));
  }
}

function write(response: ServerResponse, { status, contentType, body }: TwirpAnswer): void {
  response.writeHead(status, { "content-type": contentType }).end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > longestBodyBytes) throw new TwirpError("malformed", "the request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
