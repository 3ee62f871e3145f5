import { SignalRequest, type SignalResponse } from "@livekit/protocol";
import type { WebSocket } from "ws";
import type { SignalChannel } from "../room/index.ts";

export interface SignalHandlers {
  onRequest(request: SignalRequest): void;
  onClosed(): void;
}

/** A client that does not read is cut here. */
const longestBacklogBytes = 4 << 20;
/** Requests a client may send in a burst, and how many more each second. */
const burst = 400;
const perSecond = 100;

/** The protocol's messages on a WebSocket: protobuf, or JSON when the client prefers text. */
export class SignalSocket implements SignalChannel {
  readonly #socket: WebSocket;
  #isText = false;
  #allowance = burst;
  #countedAtMs = performance.now();

  constructor(socket: WebSocket, handlers: SignalHandlers) {
    this.#socket = socket;
    socket.on("message", (data: Buffer, isBinary) => {
      const request = this.#isWithinRate() ? this.#parse(data, isBinary) : undefined;
      if (request) handlers.onRequest(request);
      else socket.close(1008);
    });
    socket.on("close", () => handlers.onClosed());
    socket.on("error", () => socket.terminate());
  }

  #isWithinRate(): boolean {
    const nowMs = performance.now();
    this.#allowance = Math.min(burst, this.#allowance + ((nowMs - this.#countedAtMs) * perSecond) / 1000) - 1;
    this.#countedAtMs = nowMs;
    return this.#allowance > 0;
  }

  #parse(data: Buffer, isBinary: boolean): SignalRequest | undefined {
    try {
      this.#isText = !isBinary;
      return isBinary ? SignalRequest.fromBinary(data) : SignalRequest.fromJsonString(data.toString(), { ignoreUnknownFields: true });
    } catch {
      return undefined;
    }
  }

  send(response: SignalResponse): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > longestBacklogBytes) return this.#socket.terminate();
    this.#socket.send(this.#isText ? response.toJsonString() : response.toBinary());
  }

  close(): void {
    this.#socket.close(1000);
  }

  /** As a broken network would. */
  cut(): void {
    this.#socket.terminate();
  }
}
