import { callRules } from "@veche/collab-domain/calls";
import type { Call, CallId } from "@veche/collab-domain/calls";
import type { TenantContext } from "../context.ts";
import { listAudienceUserIds } from "../conversations/index.ts";
import { keepCall, listIdentities, type Scope } from "./saving.ts";
import { findCall, lockConversations } from "./store.ts";

/** @returns identities in the room; null when the media server does not say */
export function lookIntoRoom({ media, handleFault }: Scope, id: CallId): Promise<readonly string[] | null> {
  return media.listPresent(id).catch((error: unknown) => {
    handleFault(error);
    return null;
  });
}

/**
 * Makes a call agree with time, rights and the room: what has rung long enough is missed, who is away for long or lost the right is out,
 * and nobody is in the room who does not talk.
 * @param present as it was just before
 */
export async function settleCall(scope: Scope, ctx: TenantContext, id: CallId, present: readonly string[] | null): Promise<void> {
  const { db, applicationId, now } = ctx;
  const known = await findCall(db, applicationId, id);
  if (!known) return;
  await lockConversations(db, applicationId, [known.conversationId]);
  const call = (await findCall(db, applicationId, id)) ?? known;
  const audience = new Set(await listAudienceUserIds(db, { applicationId, id: call.conversationId }));
  const next = callRules.settleCall(call, { now, present: present && new Set(present), audience });
  await keepCall(scope, ctx, call, next);
  ctx.afterCommit(() => void removeStrangers(scope, next, present ?? []).catch((error: unknown) => scope.handleFault(error)));
}

/** A token outlives a right; who comes with an old one goes at once. */
async function removeStrangers({ media }: Scope, call: Call, present: readonly string[]): Promise<void> {
  const known = new Set(listIdentities(call));
  for (const identity of present) if (!known.has(identity)) await media.remove(call.id, identity);
}
