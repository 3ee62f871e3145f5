import { checkDistinct, type reconcileDirectory as route, type UserId } from "@veche/collab-domain/directory";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type { DirectoryChange, TenantContext } from "../context.ts";
import * as store from "./reconcile-store.ts";
import { listUsersById } from "./store.ts";

/** Makes the mirror equal to what the application says; only what really changes is told to anybody. */
export async function reconcileDirectory(ctx: TenantContext, input: ParsedInput<typeof route>): Promise<RouteOutput<typeof route>> {
  checkDistinct("users", input.users);
  checkDistinct("groups", input.groups);
  await store.lockDirectory(ctx.db, ctx.applicationId);
  const changed = await store.putUsers(ctx.db, ctx.applicationId, input.users);
  const missing = input.isComplete ? await store.blockOthers(ctx.db, ctx.applicationId, input.users.map(toName)) : [];
  const { change, removedGroupCount } = await reconcileGroups(ctx, input);
  const created = changed.filter((user) => user.isCreated);
  const switched = [...changed.filter((user) => user.isSwitched).map((user) => user.id), ...missing];
  await ctx.raise({
    type: "directory.reconciled",
    change: { ...change, createdUserIds: created.map((user) => user.id), switchedUserIds: switched },
  });
  const blocked = [...changed.filter((user) => user.isSwitched && user.isBlocked).map((user) => user.id), ...missing];
  await announce(ctx, [...changed.filter((user) => user.isShown).map((user) => user.id), ...missing], blocked);
  return {
    createdCount: created.length,
    updatedCount: changed.length - created.length,
    blockedCount: blocked.length,
    removedGroupCount,
    reconciledAt: ctx.now.toISOString(),
  };
}

const toName = ({ externalId }: { externalId: string }): string => externalId;

async function reconcileGroups(
  ctx: TenantContext,
  input: ParsedInput<typeof route>,
): Promise<{ change: Pick<DirectoryChange, "createdGroupIds" | "removedGroupIds" | "memberships">; removedGroupCount: number }> {
  const { db, applicationId } = ctx;
  const none = { groupIds: [], memberships: [] };
  const removed = input.isComplete ? await store.removeOtherGroups(db, applicationId, input.groups.map(toName)) : none;
  const createdGroupIds = await store.putGroups(db, applicationId, input.groups);
  const memberships = await store.putMemberships(db, applicationId, input.groups);
  return {
    change: { createdGroupIds, removedGroupIds: removed.groupIds, memberships: [...removed.memberships, ...memberships] },
    removedGroupCount: removed.groupIds.length,
  };
}

/** Blocked people are outside as soon as the change is committed. */
async function announce(ctx: TenantContext, shownIds: readonly UserId[], blockedIds: readonly UserId[]): Promise<void> {
  if (blockedIds.length > 0) {
    ctx.afterCommit(() => {
      ctx.parts.tokens.forgetUsers(ctx.applicationId, blockedIds);
      ctx.parts.sockets.closeUsers(blockedIds);
    });
  }
  if (shownIds.length === 0) return;
  for (const user of await listUsersById(ctx.db, ctx.applicationId, shownIds)) ctx.emit({ type: "user.changed", user }, "application");
}
