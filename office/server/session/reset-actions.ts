import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { requirePermission } from "@veche/office-domain/access";
import type * as api from "@veche/office-domain/session";
import type { PersonContext } from "../context.ts";
import { endSessionsOf, listLiveSessions, requirePerson } from "../directory/index.ts";
import { deleteFactor } from "./factor-store.ts";
import { loadMeans } from "./means.ts";
import { deletePasskeysOf } from "./passkey-store.ts";

export async function describeSignIn(
  ctx: PersonContext,
  { personId }: ParsedInput<typeof api.describeSignIn>,
): Promise<RouteOutput<typeof api.describeSignIn>> {
  requirePermission(ctx.actor, "users.manage");
  await requirePerson(ctx.db, personId);
  const { secondFactor, passkeys } = await loadMeans(ctx, personId);
  const sessions = await listLiveSessions(ctx.db, personId, ctx.now);
  return { hasSecondFactor: secondFactor !== null, passkeyCount: passkeys.length, sessionCount: sessions.length };
}

/** What is one's own is switched off in the settings, with the password. */
export async function resetSignIn(ctx: PersonContext, { personId }: ParsedInput<typeof api.resetSignIn>): Promise<Record<string, never>> {
  requirePermission(ctx.actor, "users.manage");
  if (personId === ctx.actor.personId) throw new AppError("forbidden", { reason: "own" });
  await requirePerson(ctx.db, personId);
  await deleteFactor(ctx.db, personId);
  await deletePasskeysOf(ctx.db, personId);
  await endSessionsOf(ctx, personId, null);
  ctx.afterCommit(() => ctx.parts.log.info({ personId, byPersonId: ctx.actor.personId }, "sign-in reset"));
  return {};
}
