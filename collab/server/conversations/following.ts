import { generalKey, type ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { newId } from "@veche/kernel";
import type { DirectoryChange, InnerEvent, TenantContext } from "../context.ts";
import { listActiveUserIds, listGroupIdsOfUsers } from "../directory/index.ts";
import { announceClosed, announceOpened } from "./announcing.ts";
import {
  forgetPrincipals,
  listChangedRights,
  listConcernedIds,
  listLostSights,
  resolveAwaited,
  type ChangedRight,
  type LostSight,
} from "./audience-store.ts";
import { followMemberships } from "./member-groups.ts";
import { replaceBlockedOwners } from "./leaving.ts";
import * as store from "./store.ts";

/** Conversations follow what happens below them, within the same transaction. */
export async function follow(ctx: TenantContext, event: InnerEvent): Promise<void> {
  if (event.type === "application.connected") await ensureGeneral(ctx, event.name);
  else await followDirectory(ctx, event.change);
}

/** The one conversation of everybody; connecting again changes nothing of it. */
async function ensureGeneral(ctx: TenantContext, title: string): Promise<void> {
  await store.insertConversation(ctx.db, ctx.applicationId, { id: newId(), kind: "broadcast", title, key: generalKey });
}

async function followDirectory(ctx: TenantContext, change: DirectoryChange): Promise<void> {
  const { db, applicationId } = ctx;
  await followMemberships(ctx, change);
  await replaceBlockedOwners(ctx, change.switchedUserIds);
  await joinBroadcasts(ctx, [...change.createdUserIds, ...change.switchedUserIds]);
  const grown = change.createdUserIds.length + change.createdGroupIds.length > 0 ? await resolveAwaited(db, applicationId) : [];
  const removed = change.memberships.filter((membership) => !membership.isAdded);
  const lost = await listLostSights(db, applicationId, removed);
  const shrunk = change.removedGroupIds.length > 0 ? await forgetPrincipals(db, applicationId, change.removedGroupIds) : [];
  const groupIds = [
    ...new Set([
      ...change.memberships.map((membership) => membership.groupId),
      ...(await listGroupIdsOfUsers(db, applicationId, change.switchedUserIds)),
    ]),
  ];
  const concerned = await listConcernedIds(db, applicationId, { groupIds, userIds: change.switchedUserIds });
  const ids = [...new Set([...grown, ...shrunk, ...concerned])];
  await store.bumpAudience(db, applicationId, ids);
  const userIds = [
    ...new Set([...change.createdUserIds, ...change.switchedUserIds, ...change.memberships.map((membership) => membership.userId)]),
  ];
  await followRights(ctx, await listChangedRights(db, applicationId, ids, userIds), lost);
}

/** Everybody who may sign in takes part in the conversations of everybody. */
async function joinBroadcasts(ctx: TenantContext, userIds: readonly UserId[]): Promise<void> {
  if (userIds.length === 0) return;
  const active = await listActiveUserIds(ctx.db, ctx.applicationId, userIds, []);
  const ids = await store.listBroadcastIds(ctx.db, ctx.applicationId);
  for (const id of ids) await store.addMemberRows(ctx.db, ctx.applicationId, id, active);
  await store.bumpAudience(ctx.db, ctx.applicationId, ids);
}

/** Who loses or gains more than this at once is not told one by one: he connects again and takes what has changed. */
const mostTold = 200;

/** Who lost the right to a record through a group forgets it, who has it again gets it back. */
async function followRights(ctx: TenantContext, rights: readonly ChangedRight[], lost: readonly LostSight[]): Promise<void> {
  const changedIds = new Map<UserId, Set<ConversationId>>();
  for (const { id, userIds } of [...rights.map(({ id, userId }) => ({ id, userIds: [userId] })), ...lost])
    for (const userId of userIds) changedIds.set(userId, (changedIds.get(userId) ?? new Set()).add(id));
  const isTold = (userId: UserId): boolean => changedIds.get(userId)!.size <= mostTold;
  for (const { id, userId, isLost } of rights) {
    if (isLost) await store.removeMemberRows(ctx.db, ctx.applicationId, id, [userId], true, ctx.now);
    else await store.returnMemberRows(ctx.db, ctx.applicationId, id, [userId]);
    if (!isTold(userId)) continue;
    if (isLost) announceClosed(ctx, id, [userId]);
    else await announceOpened(ctx, id, [userId]);
  }
  for (const { id, userIds } of lost) announceClosed(ctx, id, userIds.filter(isTold));
  const restarted = [...changedIds.keys()].filter((userId) => !isTold(userId));
  ctx.afterCommit(() => ctx.parts.sockets.restartUsers(restarted));
}
