import type { endSessions as route, UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { ParsedInput } from "@veche/kernel";
import type { Db, TenantContext } from "../context.ts";
import * as store from "./sessions-store.ts";

/** Longer than any token or file ticket lives. */
const rememberedMs = 2 * 3600_000;

export async function endSessions(ctx: TenantContext, { sessionIds }: ParsedInput<typeof route>): Promise<Record<string, never>> {
  const { applicationId, parts } = ctx;
  await store.deleteForgottenSessions(ctx.db, ctx.now);
  await store.insertEndedSessions(ctx.db, applicationId, sessionIds, new Date(ctx.now.getTime() + rememberedMs));
  ctx.afterCommit(() => {
    parts.tokens.forgetSessions(applicationId, sessionIds);
    parts.sockets.closeSessions(applicationId, sessionIds);
  });
  return {};
}

/** Whom something that was handed out names. */
export interface Holder {
  readonly applicationId: ApplicationId;
  readonly userId: UserId;
  readonly sessionId: string | null;
}

/** Whether the person is not blocked and his session goes on, as far as it is known which. */
export async function isSignedIn(db: Db, holder: Holder): Promise<boolean> {
  return store.isSignedIn(db, holder);
}
