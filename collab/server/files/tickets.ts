import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Holder } from "../directory/index.ts";

const lifetimeMs = 60 * 60 * 1000;
const claims = z.tuple([z.uuid(), z.uuid(), z.number().int(), z.string().nullable()]);

/** Whom a file ticket names, and for which session of his; what he may see is asked at each request. */
export type TicketHolder = Holder;

/** Signs and reads file tickets: addresses of pictures cannot carry headers. */
export class FileTickets {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Good for an hour. */
  issue(holder: TicketHolder, now: Date): { ticket: string; expiresAt: string } {
    const expiresAtMs = now.getTime() + lifetimeMs;
    const body = Buffer.from(JSON.stringify([holder.applicationId, holder.userId, expiresAtMs, holder.sessionId])).toString("base64url");
    return { ticket: `${body}.${this.#sign(body).toString("base64url")}`, expiresAt: new Date(expiresAtMs).toISOString() };
  }

  /** @returns undefined when it is not one of ours or has expired */
  read(ticket: string, now: Date): TicketHolder | undefined {
    const [body = "", signature = ""] = ticket.split(".");
    const expected = this.#sign(body);
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const read = claims.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
    if (!read.success) return undefined;
    const [applicationId, userId, expiresAtMs, sessionId] = read.data;
    if (expiresAtMs <= now.getTime()) return undefined;
    return { applicationId: applicationId as ApplicationId, userId: userId as UserId, sessionId };
  }

  #sign(body: string): Buffer {
    return createHmac("sha256", this.#key).update(`veche file ticket ${body}`).digest();
  }
}
