import { toPairKey } from "@veche/collab-domain/conversations";
import type * as api from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import { AppError, must, newId, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { ReaderContext, UserContext } from "../context.ts";
import { filterGroupIds, listActiveUserIds, requireActiveUser } from "../directory/index.ts";
import { readCursor as readPlace, toPage } from "../paging.ts";
import { requireConversation } from "./access.ts";
import { listAudienceUserIds } from "./access-store.ts";
import { announceChanged, announceClosed, announceOpened, requireHead } from "./announcing.ts";
import { announceSuccessor, removeMembers } from "./leaving.ts";
import { loadHeads } from "./heads-store.ts";
import { decodeListPlace, encodeListPlace } from "./list-place.ts";
import * as list from "./list-store.ts";
import * as groups from "./member-groups-store.ts";
import * as store from "./store.ts";
import { listByName } from "./viewers-store.ts";

export async function listConversations(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listConversations>,
): Promise<RouteOutput<typeof api.listConversations>> {
  const changesCursor = await list.readCursor(ctx.db);
  const { folder, folderId, query, key, limit } = input;
  const wanted = { folder, folderId, now: ctx.now, query, key, after: decodeListPlace(input.cursor), limit: limit + 1 };
  const places = await list.listPlaces(ctx.db, ctx.applicationId, ctx.userId, wanted);
  const shown = places.slice(0, limit);
  const items = await loadHeads(
    ctx,
    ctx.userId,
    shown.map(({ id }) => id),
  );
  return { items, next: places.length > limit ? encodeListPlace(shown.at(-1)!) : null, changesCursor };
}

export async function getConversation(ctx: ReaderContext, input: { conversationId: ConversationId }): Promise<ConversationHead> {
  return requireHead(ctx, input.conversationId);
}

export async function openPersonal(ctx: UserContext, input: ParsedInput<typeof api.openPersonal>): Promise<ConversationHead> {
  const peer = await requireActiveUser(ctx, "userId" in input ? { id: input.userId } : { externalId: input.externalId });
  if (peer.id === ctx.userId) throw new AppError("invalid", { field: "userId", reason: "oneself" });
  return requireHead(ctx, await ensurePersonal(ctx, ctx.userId, peer.id));
}

/** The one conversation of two people; two who open it at once get the same. */
export async function ensurePersonal(ctx: Pick<UserContext, "db" | "applicationId">, one: UserId, other: UserId): Promise<ConversationId> {
  const pairKey = toPairKey(one, other);
  const id = newId<"Conversation">();
  if (await store.insertConversation(ctx.db, ctx.applicationId, { id, kind: "personal", title: "", pairKey })) {
    await store.addMemberRows(ctx.db, ctx.applicationId, id, [one, other]);
  }
  return must(await store.findIdByPair(ctx.db, ctx.applicationId, pairKey));
}

export async function createGroup(ctx: UserContext, input: ParsedInput<typeof api.createGroup>): Promise<ConversationHead> {
  const { id, title } = input;
  if (!(await store.insertConversation(ctx.db, ctx.applicationId, { id, kind: "group", title }))) return requireHead(ctx, id);
  const others = await requirePeople(ctx, input);
  await store.addMemberRows(ctx.db, ctx.applicationId, id, [ctx.userId], "owner");
  const added = await takeInPeople(ctx, id, input, others);
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: "conversationCreated" });
  await announceOpened(ctx, id, [ctx.userId, ...added]);
  return requireHead(ctx, id);
}

type Named = { readonly userIds: readonly UserId[]; readonly groupIds: readonly GroupId[] };

/** Who is not named himself takes part through his groups only. @param people all of them @returns who did not take part before */
async function takeInPeople(ctx: UserContext, id: ConversationId, named: Named, people: readonly UserId[]): Promise<readonly UserId[]> {
  const { db, applicationId } = ctx;
  const added = await store.addMemberRows(db, applicationId, id, people);
  const byName = new Set(named.userIds);
  await groups.addGroupRows(db, applicationId, id, named.groupIds);
  await groups.markByGroup(
    db,
    applicationId,
    id,
    added.filter((userId) => !byName.has(userId)),
  );
  await groups.keepByName(db, applicationId, id, named.userIds);
  return added;
}

/** @returns active people named one by one or by group, without oneself @throws AppError not_found when one of those named is not there */
async function requirePeople(ctx: UserContext, named: Named): Promise<readonly UserId[]> {
  const found = await listActiveUserIds(ctx.db, ctx.applicationId, named.userIds, named.groupIds);
  const known = new Set(found);
  const groups = await filterGroupIds(ctx.db, ctx.applicationId, named.groupIds);
  if (named.userIds.some((id) => !known.has(id)) || named.groupIds.some((id) => !groups.has(id))) throw new AppError("not_found");
  return found.filter((id) => id !== ctx.userId);
}

export async function renameConversation(ctx: UserContext, input: ParsedInput<typeof api.renameConversation>): Promise<ConversationHead> {
  const { id, title } = await requireConversation(ctx, input.conversationId, "rename", { lock: true });
  if (title === input.title) return requireHead(ctx, id);
  await store.renameRow(ctx.db, ctx.applicationId, id, input.title);
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: "renamed", title: input.title });
  await announceChanged(ctx, id);
  return requireHead(ctx, id);
}

export async function listMembers(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listMembers>,
): Promise<RouteOutput<typeof api.listMembers>> {
  const { id } = await requireConversation(ctx, input.conversationId, "see");
  const found = await store.listMembers(ctx.db, ctx.applicationId, id, readPlace(input.cursor), input.limit + 1);
  const page = toPage(found, input.limit, (member) => ({ name: member.name, id: member.userId }));
  return { ...page, items: page.items.map(({ userId, role, readSeq, joinedAt }) => ({ userId, role, readSeq, joinedAt })) };
}

export async function listViewers(
  ctx: ReaderContext,
  input: ParsedInput<typeof api.listViewers>,
): Promise<RouteOutput<typeof api.listViewers>> {
  const { id } = await requireConversation(ctx, input.conversationId, "see");
  const ids = await listAudienceUserIds(ctx.db, { applicationId: ctx.applicationId, id });
  const found = await listByName(ctx.db, ctx.applicationId, ids, readPlace(input.cursor), input.limit + 1);
  const page = toPage(found, input.limit, (viewer) => ({ name: viewer.name, id: viewer.userId }));
  return { ...page, items: page.items.map(({ userId }) => ({ userId })), count: ids.length };
}

export async function addMembers(ctx: UserContext, input: ParsedInput<typeof api.addMembers>): Promise<ConversationHead> {
  const { id } = await requireConversation(ctx, input.conversationId, "addMembers", { lock: true });
  const added = await takeInPeople(ctx, id, input, await requirePeople(ctx, input));
  if (added.length === 0) return requireHead(ctx, id);
  await store.bumpAudience(ctx.db, ctx.applicationId, [id]);
  await ctx.parts.messages.writeSystemNote(ctx, id, { type: "membersAdded", userIds: [...added] });
  await announceChanged(ctx, id);
  await announceOpened(ctx, id, added);
  return requireHead(ctx, id);
}

/** Takes somebody out, or leaves. The last owner who leaves hands the conversation to who has been there longest. */
export async function removeMember(ctx: UserContext, input: ParsedInput<typeof api.removeMember>): Promise<Record<string, never>> {
  const isOwn = input.userId === ctx.userId;
  const { id, kind } = await requireConversation(ctx, input.conversationId, isOwn ? "leave" : "removeMembers", { lock: true });
  const {
    gone: [leaving],
    successor,
  } = await removeMembers(ctx, id, [input.userId]);
  if (!leaving) throw new AppError("not_found");
  await store.bumpAudience(ctx.db, ctx.applicationId, [id]);
  const note = isOwn
    ? ({ type: "memberLeft", userId: leaving.userId } as const)
    : ({ type: "memberRemoved", userId: leaving.userId } as const);
  if (kind === "group") await ctx.parts.messages.writeSystemNote(ctx, id, note);
  announceClosed(ctx, id, [leaving.userId]);
  if (successor) await announceSuccessor(ctx, id, successor);
  await announceChanged(ctx, id);
  return {};
}
