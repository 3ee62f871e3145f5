import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type * as api from "@veche/office-domain/session";
import type { PersonContext, PersonStepContext } from "../context.ts";
import { endSessionOf, endSessionsOf, listLiveSessions } from "../directory/index.ts";

export async function signOut(ctx: PersonStepContext): Promise<Record<string, never>> {
  const { personId, sessionId } = ctx.actor;
  await ctx.transact((tx) => endSessionOf(tx, personId, sessionId));
  ctx.browser.forgetSession();
  return {};
}

export async function listSessions(ctx: PersonContext): Promise<RouteOutput<typeof api.listSessions>> {
  const rows = await listLiveSessions(ctx.db, ctx.actor.personId, ctx.now);
  const items = rows.map(({ id, userAgent, address, createdAt, lastSeenAt }) => ({
    id,
    userAgent,
    address,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent: id === ctx.actor.sessionId,
  }));
  return { items };
}

export async function endSession(ctx: PersonContext, { id }: ParsedInput<typeof api.endSession>): Promise<Record<string, never>> {
  if (!(await endSessionOf(ctx, ctx.actor.personId, id))) throw new AppError("not_found");
  return {};
}

export async function endOtherSessions(ctx: PersonContext): Promise<RouteOutput<typeof api.endOtherSessions>> {
  const { personId, sessionId } = ctx.actor;
  return { endedCount: await endSessionsOf(ctx, personId, sessionId) };
}
