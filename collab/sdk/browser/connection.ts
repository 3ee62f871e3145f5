import { collabLivePath } from "@veche/collab-domain/everything";
import type { CollabEvent } from "@veche/collab-domain/everything";
import { AppError, closeCode, parseErrorBody } from "@veche/kernel";
import type { ReplyFrame, ServerFrame } from "@veche/kernel";
import type { AccessKeeper } from "./access.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** `offline`: no connection for now; the next try comes by itself. */
export type ConnectionStatus = "connecting" | "online" | "offline";

export interface ConnectionEvents {
  onEvents(events: readonly CollabEvent[]): void;
  /** connected, also again: what was missed must be asked for */
  onWelcome(): void;
}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** How long silence is borne before a connection that looks alive is taken for dead. */
export interface Patience {
  /** for the answer to a call, in milliseconds */
  readonly callMs: number;
  /** between two questions of what a quiet connection may have lost, in milliseconds */
  readonly probeMs: number;
}

const welcomeTimeoutMs = 10_000;
const firstRetryMs = 400;
const lastRetryMs = 15_000;

/** The live socket of one person: calls, events, and coming back by itself. */
export class Connection {
  readonly #url: string;
  readonly #access: AccessKeeper;
  readonly #events: ConnectionEvents;
  readonly #patience: Patience;
  readonly #status = createWritable<ConnectionStatus>("connecting");
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failureCount = 0;
  #lastCall = 0;
  #isStopped = false;

  constructor(origin: string, access: AccessKeeper, events: ConnectionEvents, patience: Patience) {
    this.#url = `${(origin === "" ? location.origin : origin).replace(/^http/, "ws")}${collabLivePath}`;
    this.#access = access;
    this.#events = events;
    this.#patience = patience;
  }

  get status(): Readable<ConnectionStatus> {
    return this.#status;
  }

  start(): void {
    globalThis.addEventListener?.("online", this.retryNow);
    globalThis.addEventListener?.("offline", this.#handleOffline);
    void this.#connect();
  }

  /** Ends for good; open calls fail. */
  stop(): void {
    this.#isStopped = true;
    globalThis.removeEventListener?.("online", this.retryNow);
    globalThis.removeEventListener?.("offline", this.#handleOffline);
    clearTimeout(this.#retryTimer);
    this.#drop();
  }

  readonly retryNow = (): void => {
    if (this.#isStopped || this.#socket !== null) return;
    clearTimeout(this.#retryTimer);
    this.#failureCount = 0;
    void this.#connect();
  };

  /** The connection looks alive but does not answer: make a new one. */
  restart(): void {
    this.#drop();
    this.#scheduleRetry();
  }

  /**
   * Calls an operation through the socket. An answer that stays out means a dead connection: it is made anew.
   * @throws AppError what the server said; server_unreachable when the connection ended before the answer: the outcome is unknown
   */
  call(name: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    const socket = this.#socket;
    // the server has begun to close it: nothing goes out any more, and the end has not been heard yet
    const isClosing = socket !== null && socket.readyState > WebSocket.OPEN;
    if (socket === null || isClosing || this.#status.getSnapshot() !== "online") return Promise.reject(new AppError("server_unreachable"));
    const id = (this.#lastCall += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket === this.#socket && this.restart(), this.#patience.callMs);
      const settle =
        <Value>(end: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(timer);
          end(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      signal?.addEventListener("abort", () => this.#abandon(id, signal.reason), { once: true });
      socket.send(JSON.stringify({ call: name, id, input }));
    });
  }

  #abandon(id: number, reason: unknown): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.reject(reason);
  }

  async #connect(): Promise<void> {
    this.#status.set(this.#failureCount === 0 ? "connecting" : "offline");
    try {
      const token = await this.#access.getToken();
      if (!this.#isStopped && this.#socket === null) this.#open(token);
    } catch {
      this.#scheduleRetry();
    }
  }

  #open(token: string): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const timer = setTimeout(() => socket === this.#socket && this.restart(), welcomeTimeoutMs);
    socket.addEventListener("open", () => socket.send(JSON.stringify({ hello: { token } })));
    socket.addEventListener("message", (event) => socket === this.#socket && this.#handleFrames(String(event.data), timer));
    socket.addEventListener("close", (event) => {
      clearTimeout(timer);
      if (event.code === closeCode.unauthenticated) this.#access.forget();
      if (socket !== this.#socket) return;
      this.#drop();
      this.#scheduleRetry();
    });
  }

  #handleFrames(text: string, welcomeTimer: ReturnType<typeof setTimeout>): void {
    const parsed = JSON.parse(text) as ServerFrame | ServerFrame[];
    const events: CollabEvent[] = [];
    for (const frame of Array.isArray(parsed) ? parsed : [parsed]) {
      if ("event" in frame) events.push(frame.event as CollabEvent);
      else if ("reply" in frame) this.#handleReply(frame);
      else this.#handleWelcome(welcomeTimer);
    }
    if (events.length > 0) this.#events.onEvents(events);
  }

  #handleWelcome(welcomeTimer: ReturnType<typeof setTimeout>): void {
    clearTimeout(welcomeTimer);
    this.#failureCount = 0;
    this.#status.set("online");
    this.#events.onWelcome();
  }

  #handleReply(frame: ReplyFrame): void {
    const waiting = this.#waiting.get(frame.reply);
    this.#waiting.delete(frame.reply);
    if (frame.error) waiting?.reject(parseErrorBody(frame.error));
    else waiting?.resolve(frame.output);
  }

  readonly #handleOffline = (): void => {
    this.#drop();
    this.#scheduleRetry();
  };

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new AppError("server_unreachable"));
  }

  #scheduleRetry(): void {
    if (this.#isStopped) return;
    this.#failureCount += 1;
    this.#status.set("offline");
    clearTimeout(this.#retryTimer);
    const longestMs = Math.min(lastRetryMs, firstRetryMs * 2 ** (this.#failureCount - 1));
    this.#retryTimer = setTimeout(() => void this.#connect(), longestMs / 2 + (Math.random() * longestMs) / 2);
  }
}
