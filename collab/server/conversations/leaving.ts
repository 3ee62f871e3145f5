import { decideSuccessor, type ConversationId, type Successor } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { TenantContext } from "../context.ts";
import { announceChanged, announceOpened } from "./announcing.ts";
import * as store from "./store.ts";

export interface Leaving {
  /** those who took part */
  readonly gone: readonly Successor[];
  /** the new owner, when none of the old ones has stayed */
  readonly successor: UserId | null;
}

/** People take part no more. The last owner who goes hands the conversation to who has been there longest. */
export async function removeMembers(ctx: TenantContext, id: ConversationId, userIds: readonly UserId[]): Promise<Leaving> {
  await store.lockConversation(ctx.db, ctx.applicationId, id);
  const members = await store.listSuccessors(ctx.db, ctx.applicationId, id);
  const gone = members.filter((member) => userIds.includes(member.userId));
  const going = gone.map(({ userId }) => userId);
  await store.removeMemberRows(ctx.db, ctx.applicationId, id, going, false, ctx.now);
  const staying = members.filter((member) => !gone.includes(member));
  const successor = decideSuccessor(gone.some(({ role }) => role === "owner") ? "owner" : "member", staying);
  if (successor) await store.setRole(ctx.db, ctx.applicationId, id, successor, "owner");
  return { gone, successor };
}

/** Conversations whose owners are all blocked get another one; who comes back is an owner as before. @param userIds blocked just now */
export async function replaceBlockedOwners(ctx: TenantContext, userIds: readonly UserId[]): Promise<void> {
  const { db, applicationId } = ctx;
  for (const id of await store.listIdsWithoutOwner(db, applicationId, userIds)) {
    await store.lockConversation(db, applicationId, id);
    const successor = decideSuccessor("owner", await store.listSuccessors(db, applicationId, id));
    if (!successor) continue;
    await store.setRole(db, applicationId, id, successor, "owner");
    await announceSuccessor(ctx, id, successor);
    await announceChanged(ctx, id);
  }
}

/** Everybody reads who takes care of the conversation now. */
export async function announceSuccessor(ctx: TenantContext, id: ConversationId, userId: UserId): Promise<void> {
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: "ownerAdded", userId });
  await announceOpened(ctx, id, [userId]);
}
