import type * as api from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { AppError, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { DirectoryChange, ReaderContext, TenantContext, UserContext } from "../context.ts";
import { listActiveUserIds } from "../directory/index.ts";
import { requireConversation } from "./access.ts";
import { announceChanged, announceClosed, announceOpened } from "./announcing.ts";
import { announceSuccessor, removeMembers } from "./leaving.ts";
import * as groups from "./member-groups-store.ts";
import type { Taking } from "./member-groups-store.ts";
import * as store from "./store.ts";

/** More people than this at once come and go without a note in the conversation. */
const mostNoted = 20;

export async function listMemberGroups(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listMemberGroups>,
): Promise<RouteOutput<typeof api.listMemberGroups>> {
  const { id } = await requireConversation(ctx, input.conversationId, "see");
  return { items: await groups.listMemberGroups(ctx.db, ctx.applicationId, id) };
}

/** The group takes part no more, and with it those who took part through it only. Its members stay known to who adds them by name. */
export async function removeMemberGroup(
  ctx: UserContext,
  input: ParsedInput<typeof api.removeMemberGroup>,
): Promise<Record<string, never>> {
  const { id } = await requireConversation(ctx, input.conversationId, "removeMembers", { lock: true });
  if (!(await groups.removeGroupRow(ctx.db, ctx.applicationId, id, input.groupId))) throw new AppError("not_found");
  const memberIds = await store.listMemberIds(ctx.db, ctx.applicationId, id);
  const going = await groups.listGoing(ctx.db, ctx.applicationId, memberIds);
  await takeOut(
    ctx,
    id,
    going.filter((taking) => taking.id === id).map(({ userId }) => userId),
  );
  await store.bumpAudience(ctx.db, ctx.applicationId, [id]);
  await announceChanged(ctx, id);
  return {};
}

/** Conversations follow the staff list, within the same transaction: who joins a group sees its conversations, who leaves it forgets them. */
export async function followMemberships(ctx: TenantContext, change: DirectoryChange): Promise<void> {
  const { db, applicationId } = ctx;
  const joined = change.memberships.filter(({ isAdded }) => isAdded);
  const left = change.memberships.filter(({ isAdded }) => !isAdded);
  const coming = byConversation(await groups.listComing(db, applicationId, joined));
  const going = byConversation(await groups.listGoing(db, applicationId, [...new Set(left.map(({ userId }) => userId))]));
  const ids = [...new Set([...coming.keys(), ...going.keys()])].toSorted();
  for (const id of ids) {
    // who comes is there before who goes, and can follow him as the owner
    await takeIn(ctx, id, coming.get(id) ?? []);
    await takeOut(ctx, id, going.get(id) ?? []);
    await store.bumpAudience(db, applicationId, [id]);
    await announceChanged(ctx, id);
  }
}

function byConversation(takings: readonly Taking[]): Map<ConversationId, UserId[]> {
  const found = new Map<ConversationId, UserId[]>();
  for (const { id, userId } of takings) found.set(id, [...(found.get(id) ?? []), userId]);
  return found;
}

async function takeIn(ctx: TenantContext, id: ConversationId, userIds: readonly UserId[]): Promise<void> {
  const active = await listActiveUserIds(ctx.db, ctx.applicationId, userIds, []);
  const added = await store.addMemberRows(ctx.db, ctx.applicationId, id, active);
  if (added.length === 0) return;
  await groups.markByGroup(ctx.db, ctx.applicationId, id, added);
  if (added.length <= mostNoted) await ctx.parts.messages.writeSystemNote(ctx, id, { type: "membersAdded", userIds: [...added] });
  await announceOpened(ctx, id, added);
}

async function takeOut(ctx: TenantContext, id: ConversationId, userIds: readonly UserId[]): Promise<void> {
  if (userIds.length === 0) return;
  const { successor } = await removeMembers(ctx, id, userIds);
  announceClosed(ctx, id, userIds);
  const noted = userIds.length > mostNoted ? [] : userIds;
  for (const userId of noted) await ctx.parts.messages.writeSystemNote(ctx, id, { type: "memberLeft", userId });
  if (successor) await announceSuccessor(ctx, id, successor);
}
