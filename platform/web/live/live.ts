import { closeCode } from "@veche/kernel";
import type { DomainEvent, ServerFrame } from "@veche/kernel";

export type LiveStatus = "connecting" | "online" | "offline";

export interface LiveOptions<Event extends DomainEvent> {
  /** of the socket, `wss://…/api/office/live` */
  readonly url: string;
  onEvent(event: Event): void;
  /** events come from now on: what was read before, the first time and after each pause, may be old and must be read anew */
  onOnline(): void;
  onStatus(status: LiveStatus): void;
  /** the session has ended; the socket stays closed until opened anew */
  onUnauthenticated?(): void;
}

const firstDelayMs = 500;
const longestDelayMs = 20_000;

/** @returns how long to wait before attempt `attempt` (from 0): doubling, at most 20 s, spread so that many browsers do not come at once */
export function computeRetryDelay(attempt: number, random: number = Math.random()): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** attempt) * (0.5 + random / 2);
}

/** A live socket that comes back by itself. @returns how to stop it */
export function openLive<Event extends DomainEvent>(options: LiveOptions<Event>): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isStopped = false;

  const handleFrame = (frame: ServerFrame): void => {
    if ("welcome" in frame) {
      attempt = 0;
      options.onStatus("online");
      options.onOnline();
    } else if ("event" in frame) options.onEvent(frame.event as Event);
  };
  const handleClose = (code: number): void => {
    socket = null;
    if (isStopped) return;
    options.onStatus("offline");
    if (code === closeCode.unauthenticated) options.onUnauthenticated?.();
    else timer = setTimeout(connect, computeRetryDelay(attempt++));
  };
  const connect = (): void => {
    clearTimeout(timer);
    if (isStopped || socket) return;
    options.onStatus("connecting");
    const opened = new WebSocket(options.url);
    socket = opened;
    opened.addEventListener("open", () => opened.send(JSON.stringify({ hello: {} })));
    opened.addEventListener("message", ({ data }) => {
      const frames = JSON.parse(String(data)) as ServerFrame | readonly ServerFrame[];
      for (const frame of Array.isArray(frames) ? (frames as readonly ServerFrame[]) : [frames as ServerFrame]) handleFrame(frame);
    });
    opened.addEventListener("close", ({ code }) => handleClose(code));
  };
  const handleNetwork = (): void => {
    attempt = 0;
    connect();
  };

  globalThis.addEventListener("online", handleNetwork);
  connect();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    globalThis.removeEventListener("online", handleNetwork);
    socket?.close();
  };
}
