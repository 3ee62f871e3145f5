import type { CallId } from "@veche/collab-domain/calls";
import { AppError } from "@veche/kernel";
import { serveUpgrades } from "@veche/server/live";
import { Sfu, type IceServerOptions, type Participant } from "@veche/sfu/server";
import type { FastifyInstance } from "fastify";
import type { Server } from "node:http";
import type { MediaServer, RoomGuest } from "./media.ts";
import { createGuestToken } from "./tokens.ts";

/** How our own media server is reached. */
export interface OwnMediaSettings {
  /** address to receive at; 0.0.0.0 = all */
  readonly host: string;
  /** 0 takes any free one */
  readonly udpPort: number;
  /** what browsers are told; empty = the addresses of this machine */
  readonly announcedAddresses: readonly string[];
  /** of the HTTP server, which hands media over TCP on where UDP does not pass; undefined: it does not */
  readonly httpPort: number | undefined;
  readonly iceServers: readonly IceServerOptions[];
}

export interface OwnMediaOptions {
  readonly settings: OwnMediaSettings;
  readonly apiSecret: string;
  /** somebody came into a room or went */
  handleMoved(room: CallId): void;
  handleFault(error: unknown): void;
}

const apiKey = "veche";
/** The addresses of the signalling. @see https://docs.livekit.io/reference/internals/client-protocol/ */
const signalPaths = ["/rtc", "/rtc/v1"];

/** Our own media server in this process. It opens with the first call: who does not call pays nothing. */
export class OwnMedia implements MediaServer {
  readonly url = null;
  readonly #options: OwnMediaOptions;
  #http: Server | undefined;
  #opening: Promise<Sfu> | undefined;
  #sfu: Sfu | undefined;

  constructor(options: OwnMediaOptions) {
    this.#options = options;
  }

  /** Takes the requests and upgrades of the protocol. */
  mount(fastify: FastifyInstance): void {
    this.#http = fastify.server;
    for (const path of signalPaths) {
      serveUpgrades(fastify.server, path, (request, socket, head) => {
        const handOver = (sfu: Sfu): void => void (sfu.handleUpgrade(request, socket, head) || socket.destroy());
        this.#open().then(handOver, () => socket.destroy());
      });
    }
    fastify.get("/rtc/*", async (request, reply) => {
      const sfu = await this.#open();
      reply.hijack();
      await sfu.handleRequest(request.raw, reply.raw);
    });
  }

  async createToken(guest: RoomGuest): Promise<string> {
    await this.#open();
    return createGuestToken({ apiKey, apiSecret: this.#options.apiSecret }, guest);
  }

  async listPresent(room: CallId): Promise<readonly string[]> {
    return this.#sfu?.listIdentities(room) ?? [];
  }

  async remove(room: CallId, identity: string): Promise<void> {
    this.#sfu?.removeParticipant(room, identity);
  }

  async mute(room: CallId, identity: string): Promise<void> {
    this.#sfu?.muteMicrophone(room, identity);
  }

  async close(room: CallId): Promise<void> {
    this.#sfu?.closeRoom(room);
  }

  async stop(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.close();
  }

  /** @throws AppError unavailable when its port cannot be had; the next call tries again */
  #open(): Promise<Sfu> {
    return (this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      this.#options.handleFault(error);
      throw new AppError("unavailable", { reason: "media" }, { cause: error });
    }));
  }

  async #start(): Promise<Sfu> {
    const { settings, apiSecret, handleMoved, handleFault } = this.#options;
    const { host, udpPort, announcedAddresses, httpPort, iceServers } = settings;
    const tell = ({ room }: Participant): void => handleMoved(room.name as CallId);
    const sfu = await Sfu.open({
      keys: { [apiKey]: apiSecret },
      media: { host, udpPort, announcedAddresses, sharedTcpPort: httpPort },
      iceServers,
      workerCount: 1,
      observer: { onParticipantJoined: tell, onParticipantLeft: tell },
      onWorkerDied: handleFault,
    });
    if (httpPort !== undefined && this.#http) sfu.shareTcpPort(this.#http);
    return (this.#sfu = sfu);
  }
}
