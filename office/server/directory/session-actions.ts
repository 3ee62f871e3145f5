import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { consume } from "@veche/server/rate-limit";
import type * as api from "@veche/office-domain/directory";
import type { Me } from "@veche/office-domain/directory";
import type { PersonContext, PersonStepContext, StepContext } from "../context.ts";
import { loadMe } from "./me.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { lockPerson } from "./people-store.ts";
import * as store from "./people-store.ts";
import { idleLimit, startSession } from "./sessions.ts";
import * as sessions from "./sessions-store.ts";

/** Guesses at one account, and guesses from one address at whatever accounts. */
const guessesPerLogin = { limit: 10, windowMs: 10 * 60_000 };
const guessesPerAddress = { limit: 60, windowMs: 10 * 60_000 };

async function limitAttempts(ctx: StepContext, account: string): Promise<void> {
  await ctx.transact(({ db }) => consume(db, "office", `sign-in address ${ctx.browser.address}`, guessesPerAddress, ctx.now));
  await ctx.transact(({ db }) => consume(db, "office", `sign-in login ${account}`, guessesPerLogin, ctx.now));
}

/** An unknown login, a wrong password and a blocked person look and cost the same. */
export async function signIn(ctx: StepContext, input: ParsedInput<typeof api.signIn>): Promise<Me> {
  const login = input.login.trim().toLowerCase();
  await limitAttempts(ctx, login);
  const found = await ctx.transact(({ db }) => store.findCredentials(db, { login }));
  const isRight = await isPassword(input.password, found?.passwordHash);
  if (!isRight || found === undefined) throw new AppError("credentials_wrong");
  return ctx.transact(async (tx) => {
    await lockPerson(tx.db, found.id);
    const current = await store.findCredentials(tx.db, { id: found.id });
    if (!current || current.isBlocked || current.passwordHash !== found.passwordHash) throw new AppError("credentials_wrong");
    await startSession(tx, ctx.browser, found.id);
    return loadMe(tx.db, found.id);
  });
}

export async function signOut(ctx: PersonStepContext): Promise<Record<string, never>> {
  const { personId, sessionId } = ctx.actor;
  await ctx.transact(async (tx) => {
    await sessions.deleteSession(tx.db, personId, sessionId);
    tx.afterCommit(() => ctx.parts.sockets.closeSession(sessionId));
  });
  ctx.browser.forgetSession();
  return {};
}

export async function getMe(ctx: PersonContext): Promise<Me> {
  return loadMe(ctx.db, ctx.actor.personId);
}

export async function updateSettings(ctx: PersonContext, settings: ParsedInput<typeof api.updateSettings>): Promise<Me> {
  await store.mergeSettings(ctx.db, ctx.actor.personId, settings as Partial<api.Settings>);
  ctx.emit({ type: "me.changed" }, { personIds: [ctx.actor.personId] });
  if (settings.language !== undefined) await ctx.raise({ type: "people.changed", before: [] });
  return loadMe(ctx.db, ctx.actor.personId);
}

/** Guessing the current password is limited like signing in. */
export async function changePassword(
  ctx: PersonStepContext,
  { current, next }: ParsedInput<typeof api.changePassword>,
): Promise<Record<string, never>> {
  const { personId, sessionId } = ctx.actor;
  await limitAttempts(ctx, personId);
  const found = await ctx.transact(({ db }) => store.findCredentials(db, { id: personId }));
  if (!(await isPassword(current, found?.passwordHash))) throw new AppError("credentials_wrong");
  const passwordHash = await hashPassword(next);
  await ctx.transact(async (tx) => {
    await store.updatePasswordHash(tx.db, personId, passwordHash);
    const endedIds = await sessions.deleteSessionsOf(tx.db, personId, sessionId);
    tx.afterCommit(() => endedIds.forEach((id) => ctx.parts.sockets.closeSession(id)));
  });
  return {};
}

export async function listSessions(ctx: PersonContext): Promise<RouteOutput<typeof api.listSessions>> {
  const rows = await sessions.listSessions(ctx.db, ctx.actor.personId, idleLimit(ctx.now));
  const items = rows.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
    id,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent: id === ctx.actor.sessionId,
  }));
  return { items };
}

export async function endSession(ctx: PersonContext, { id }: ParsedInput<typeof api.endSession>): Promise<Record<string, never>> {
  if (!(await sessions.deleteSession(ctx.db, ctx.actor.personId, id))) throw new AppError("not_found");
  ctx.afterCommit(() => ctx.parts.sockets.closeSession(id));
  return {};
}
