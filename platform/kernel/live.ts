import * as z from "zod";
import type { DomainEvent } from "./event.ts";
import type { ErrorBody } from "./errors.ts";

/**
 * The live socket: JSON text frames over WebSocket. The client calls routes by name and may subscribe to what it looks at;
 * the server answers each call once and pushes events. A frame from the server may hold one object or an array of them.
 * @see RFC 6455
 */

/** Frames of a client are at most this long; longer ones end the connection with 1009. */
export const maxFrameBytes = 256 * 1024;
/** The server sends a ping this often and ends a connection that stays silent twice as long. */
export const heartbeatMs = 25_000;

/** First frame of a client, within 10 s. Browsers cannot set headers on a socket, so the token travels inside. */
export const helloFrame = z.object({ hello: z.object({ token: z.string().max(4096).optional() }) });
/** Runs a route. `call` is its name; `id` counts up within the connection. */
export const callFrame = z.object({ call: z.string().max(100), id: z.number().int().nonnegative(), input: z.unknown().optional() });

export type HelloFrame = z.infer<typeof helloFrame>;
export type CallFrame = z.infer<typeof callFrame>;
export type ClientFrame = HelloFrame | CallFrame;

/** Answer to hello. `connectionId` is new for every connection. */
export interface WelcomeFrame {
  readonly welcome: { readonly connectionId: string; readonly serverTime: string };
}
export interface ReplyFrame {
  readonly reply: number;
  readonly output?: unknown;
  readonly error?: ErrorBody;
}
export interface EventFrame {
  readonly event: DomainEvent;
}
export type ServerFrame = WelcomeFrame | ReplyFrame | EventFrame;

/** Close codes of ours. @see RFC 6455 §7.4.2 (4000–4999 are for applications) */
export const closeCode = {
  /** the token has ended or the person was blocked: get a new token first */
  unauthenticated: 4401,
  /** the client read too slowly: connect again and resume */
  slow: 4408,
  /** frames that break the protocol */
  malformed: 4400,
  /** the server is stopping: connect again soon */
  restarting: 1012,
} as const;
