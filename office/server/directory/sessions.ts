import { createHash, randomBytes } from "node:crypto";
import type { PersonId } from "@veche/office-domain/directory";
import type { Actor, Browser, Context, Db } from "../context.ts";
import * as store from "./sessions-store.ts";

const idleLifetimeMs = 7 * 24 * 3600_000;
const absoluteLifetimeMs = 30 * 24 * 3600_000;
/** How exactly it is known when a session was last used. */
const lastSeenStepMs = 5 * 60_000;

/** Since when a session must have been used to be alive. */
function idleLimit(now: Date): { readonly now: Date; readonly idleSince: Date } {
  return { now, idleSince: new Date(now.getTime() - idleLifetimeMs) };
}

/** Live sessions of a person, last seen first. */
export async function listLiveSessions(db: Db, personId: PersonId, now: Date): Promise<store.SessionListRow[]> {
  return store.listSessions(db, personId, idleLimit(now));
}

/** Starts a session under a new id and token; the session this browser had before ends. */
export async function startSession(ctx: Context, browser: Browser, personId: PersonId): Promise<void> {
  await endBrowserSession(ctx, browser);
  await store.deleteDeadSessions(ctx.db, idleLimit(ctx.now));
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + absoluteLifetimeMs);
  const userAgent = browser.userAgent.slice(0, 300);
  const { address } = browser;
  const session = { id: crypto.randomUUID(), personId, tokenHash: hashToken(token), userAgent, address, now: ctx.now, expiresAt };
  await store.insertSession(ctx.db, session);
  browser.keepSession(token, expiresAt);
}

/** Ends the session of this browser, if there is one, with its sockets. */
async function endBrowserSession(ctx: Context, browser: Browser): Promise<void> {
  if (browser.sessionToken === null) return;
  const endedId = await store.deleteSessionByToken(ctx.db, hashToken(browser.sessionToken));
  if (endedId !== undefined) await shutSessions(ctx, [endedId]);
}

/** Ends one session with its sockets and tokens. @returns false when it is not a session of this person */
export async function endSessionOf(ctx: Context, personId: PersonId, id: string): Promise<boolean> {
  const isEnded = await store.deleteSession(ctx.db, personId, id);
  if (isEnded) await shutSessions(ctx, [id]);
  return isEnded;
}

/** Ends the sessions of a person with their sockets and tokens. @param exceptId stays; null: none stays @returns how many have ended */
export async function endSessionsOf(ctx: Context, personId: PersonId, exceptId: string | null): Promise<number> {
  const endedIds = await store.deleteSessionsOf(ctx.db, personId, exceptId);
  await shutSessions(ctx, endedIds);
  return endedIds.length;
}

/** Sockets here close with the commit; the collaboration server, told by a job, closes its own and refuses their tokens. */
async function shutSessions(ctx: Context, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  ctx.afterCommit(() => sessionIds.forEach((id) => ctx.parts.sockets.closeSession(id)));
  await ctx.raise({ type: "sessions.ended", sessionIds });
}

/** @returns who the cookie of a browser names; undefined when the session has ended or the person is blocked */
export async function findActor(db: Db, token: string, now: Date): Promise<Actor | undefined> {
  const session = await store.findLiveSession(db, hashToken(token), idleLimit(now));
  if (!session) return undefined;
  if (now.getTime() - session.lastSeenAt.getTime() > lastSeenStepMs) await store.updateLastSeen(db, session.id, now);
  return { personId: session.personId, sessionId: session.id, permissions: session.permissions };
}

function hashToken(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
