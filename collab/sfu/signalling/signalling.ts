import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import {
  Codec,
  DisconnectReason,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  ParticipantUpdate,
  ReconnectResponse,
  ServerInfo,
  SignalResponse,
} from "@livekit/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import { Participant, publishableMimeTypes, type Room, type RoomRegistry } from "../room/index.ts";
import { createToken, type Grants, type TokenKeys, verifyToken } from "../tokens/index.ts";
import { type IceServerOptions, toIceServers } from "./ice-servers.ts";
import { type JoinParameters, parseJoinParameters } from "./join-parameters.ts";
import { handleRequest } from "./requests.ts";
import { SignalSocket } from "./signal-socket.ts";

export interface SignallingOptions {
  readonly registry: RoomRegistry;
  readonly keys: TokenKeys;
  readonly iceServers: readonly IceServerOptions[];
  readonly maxParticipantsPerRoom: number;
  /** Whether clients may use one connection for both directions; without it they use two. Default true. */
  readonly isSingleConnectionOffered?: boolean | undefined;
}

/** Why a client is not let in, as an HTTP status and a sentence for its log. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 503;
  readonly reason: string;
}

const serverVersion = "1.9.8";
const protocolVersion = 16;
const pingIntervalSeconds = 5;
const pingTimeoutSeconds = 15;
/** A participant whose program is silent for so long is gone; until then it may come back. */
const absenceMs = 20_000;
const tokenTtlSeconds = 600;
const refreshMs = 300_000;
const longestFrameBytes = 1 << 20;
/** Any words: clients need some to tell frames that a server made from those of a sender. */
const serverFrameTrailer = Buffer.from("veche-server-frame");

/** The signalling side of the LiveKit protocol: `/rtc` and `/rtc/v1`. */
export class Signalling {
  readonly #options: SignallingOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: longestFrameBytes });
  readonly #absences = new Map<Participant, NodeJS.Timeout>();
  readonly #refreshTimer: NodeJS.Timeout;

  constructor(options: SignallingOptions) {
    this.#options = options;
    this.#refreshTimer = setInterval(() => this.#refreshTokens(), refreshMs);
  }

  /** Whether that path belongs to the protocol. */
  isSignalPath(path: string): boolean {
    return path === "/rtc" || (path === "/rtc/v1" && this.#options.isSingleConnectionOffered !== false);
  }

  /** Says whether a client with this request would be let in: what clients ask to learn why they were not. */
  async check(
    url: URL,
    authorization: string | undefined,
  ): Promise<Refusal | { readonly grants: Grants; readonly parameters: JoinParameters }> {
    const parameters = parseJoinParameters(url, authorization);
    if (!parameters) return { status: 400, reason: "The join request cannot be read." };
    const grants = await verifyToken(parameters.token, this.#options.keys);
    if (!grants) return { status: 401, reason: "The token is invalid or has expired." };
    if (!grants.canJoin || grants.room === "" || grants.identity === "")
      return { status: 403, reason: "The token does not allow joining." };
    return this.#findLimit(grants) ?? { grants, parameters };
  }

  #findLimit({ room: name, identity }: Grants): Refusal | undefined {
    const room = this.#options.registry.find(name);
    const limit = Math.min(room?.maxParticipants || Infinity, this.#options.maxParticipantsPerRoom);
    if (room && !room.find(identity) && room.participants.length >= limit) return { status: 403, reason: "The room is full." };
    return undefined;
  }

  /** Takes a connection over: lets the client in, or closes it with an HTTP answer. */
  async handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): Promise<void> {
    // Clients that see this try the older way.
    if (!this.isSignalPath(url.pathname)) return refuse(socket, { status: 404, reason: "not found" });
    const checked = await this.check(url, request.headers.authorization);
    if ("status" in checked) return refuse(socket, checked);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#admit(webSocket, checked.grants, checked.parameters));
  }

  #admit(webSocket: WebSocket, grants: Grants, parameters: JoinParameters): void {
    const channel: SignalSocket = new SignalSocket(webSocket, {
      onRequest: (request) => participant && handleRequest(participant, request, () => channel.cut()),
      onClosed: () => participant && this.#handleAway(participant, channel),
    });
    const participant = parameters.isReconnecting ? this.#resume(channel, grants, parameters) : this.#join(channel, grants, parameters);
  }

  #join(channel: SignalSocket, grants: Grants, parameters: JoinParameters): Participant | undefined {
    const room = this.#options.registry.open(grants.room);
    if (!room) return sendOff(channel, DisconnectReason.JOIN_FAILURE, LeaveRequest_Action.DISCONNECT);
    const { isSingle, isAutoSubscribing } = parameters;
    const participant = new Participant(room, { grants, channel, isSingle, isAutoSubscribing });
    this.#sendJoin(participant, room);
    room.add(participant);
    participant.subscribing.start();
    for (const track of parameters.addTrackRequests) participant.publishing.announce(track);
    if (parameters.offer) participant.subscribing.handleOffer(parameters.offer);
    return participant;
  }

  #sendJoin(participant: Participant, room: Room): void {
    const value = new JoinResponse({
      room: room.toInfo(),
      participant: participant.toInfo(),
      otherParticipants: room.listOthers(participant).map((other) => other.toInfo()),
      serverVersion,
      serverInfo: this.#describeServer(),
      iceServers: toIceServers(this.#options.iceServers, participant.identity),
      subscriberPrimary: !participant.isSingle,
      pingInterval: pingIntervalSeconds,
      pingTimeout: pingTimeoutSeconds,
      enabledPublishCodecs: publishableMimeTypes.map((mime) => new Codec({ mime })),
      fastPublish: true,
      sifTrailer: serverFrameTrailer,
    });
    participant.send({ case: "join", value });
  }

  #describeServer(): ServerInfo {
    return new ServerInfo({ version: serverVersion, protocol: protocolVersion, nodeId: "ND_veche" });
  }

  /** The client lost its socket and is back: everything goes on where it was. */
  #resume(channel: SignalSocket, grants: Grants, { participantSid }: JoinParameters): Participant | undefined {
    const participant = this.#options.registry.find(grants.room)?.find(grants.identity);
    if (!participant || (participantSid !== "" && participant.sid !== participantSid)) {
      return sendOff(channel, DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT);
    }
    clearTimeout(this.#absences.get(participant));
    this.#absences.delete(participant);
    participant.attach(channel);
    const iceServers = toIceServers(this.#options.iceServers, participant.identity);
    participant.send({ case: "reconnect", value: new ReconnectResponse({ iceServers, serverInfo: this.#describeServer() }) });
    const everybody = [participant, ...participant.room.listOthers(participant)];
    participant.send({ case: "update", value: new ParticipantUpdate({ participants: everybody.map((one) => one.toInfo()) }) });
    participant.subscribing.restart();
    return participant;
  }

  #handleAway(participant: Participant, channel: SignalSocket): void {
    if (!participant.detach(channel) || participant.isGone) return;
    const timer = setTimeout(() => {
      this.#absences.delete(participant);
      participant.room.remove(participant, DisconnectReason.CONNECTION_TIMEOUT);
    }, absenceMs);
    this.#absences.set(participant, timer);
  }

  /** Clients need a good token to come back later than theirs lives. */
  #refreshTokens(): void {
    const [apiKey, apiSecret] = Object.entries(this.#options.keys)[0] ?? [];
    if (apiKey === undefined || apiSecret === undefined) return;
    for (const participant of this.#options.registry.rooms.flatMap((room) => room.participants)) {
      const { name, metadata } = participant;
      void createToken({ ...participant.grants, name, metadata }, { apiKey, apiSecret, ttlSeconds: tokenTtlSeconds }).then((value) =>
        participant.send({ case: "refreshToken", value }),
      );
    }
  }

  close(): void {
    clearInterval(this.#refreshTimer);
    for (const timer of this.#absences.values()) clearTimeout(timer);
    this.#absences.clear();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

function refuse(socket: Duplex, { status, reason }: Refusal): void {
  const body = Buffer.from(reason);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${reason}`,
  );
}

function sendOff(channel: SignalSocket, reason: DisconnectReason, action: LeaveRequest_Action): undefined {
  const value = new LeaveRequest({ reason, action, canReconnect: action === LeaveRequest_Action.RECONNECT });
  channel.send(new SignalResponse({ message: { case: "leave", value } }));
  channel.close();
}
