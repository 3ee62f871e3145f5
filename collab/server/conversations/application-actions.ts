import type * as api from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { AppError, must, newId, type ParsedInput, type RouteOutput } from "@veche/kernel";
import type { ImportedHistoryMessage, TenantContext } from "../context.ts";
import { mapExternalIds } from "../directory/index.ts";
import { listAudienceUserIds } from "./access-store.ts";
import { ensurePersonal } from "./actions.ts";
import { announceChanged, announceClosed, announceOpened } from "./announcing.ts";
import { putAudience } from "./audience-store.ts";
import { setReadSeq } from "./my-state-store.ts";
import { applySettings } from "./settings-actions.ts";
import * as store from "./store.ts";

/** When this has been committed, the new audience is in force: who lost the right is told, and hears nothing more. */
export async function putContext(
  ctx: TenantContext,
  input: ParsedInput<typeof api.putContext>,
): Promise<RouteOutput<typeof api.putContext>> {
  const { db, applicationId } = ctx;
  const { key, title, context } = input;
  const { id, isNew, isChanged } = await store.putContextRow(db, applicationId, { id: newId(), key, title, context });
  const before = isNew ? [] : await listAudienceUserIds(db, { applicationId, id });
  const isAudienceChanged = await putAudience(db, applicationId, id, input.audience);
  if (isAudienceChanged || isChanged) await store.bumpAudience(db, applicationId, [id]);
  const after = await listAudienceUserIds(db, { applicationId, id });
  const lost = without(before, after);
  await store.removeMemberRows(db, applicationId, id, lost, true, ctx.now);
  const returned = await store.returnMemberRows(db, applicationId, id, without(after, before));
  const wanted = await mapExternalIds(db, applicationId, input.memberExternalIds);
  const seeing = new Set(after);
  const joining = [...wanted.values()].filter((userId) => seeing.has(userId));
  const added = await store.addMemberRows(db, applicationId, id, joining);
  announceClosed(ctx, id, lost);
  if (isChanged && !isNew) await announceChanged(ctx, id);
  await announceOpened(ctx, id, [...new Set([...returned, ...added])]);
  return { conversationId: id };
}

function without(userIds: readonly UserId[], others: readonly UserId[]): UserId[] {
  const known = new Set(others);
  return userIds.filter((userId) => !known.has(userId));
}

export async function removeContext(ctx: TenantContext, input: ParsedInput<typeof api.removeContext>): Promise<Record<string, never>> {
  const found = await store.findByKey(ctx.db, ctx.applicationId, input.key);
  if (found?.kind !== "context") throw new AppError("not_found");
  const before = await listAudienceUserIds(ctx.db, { applicationId: ctx.applicationId, id: found.id });
  await store.removeRow(ctx.db, ctx.applicationId, found.id, ctx.now);
  announceClosed(ctx, found.id, before);
  return {};
}

/** A conversation the application keeps: title and members are made equal to what it says. */
export async function putConversation(
  ctx: TenantContext,
  input: ParsedInput<typeof api.putConversation>,
): Promise<RouteOutput<typeof api.putConversation>> {
  const { db, applicationId } = ctx;
  const { key, kind, title } = input;
  await store.insertConversation(db, applicationId, { id: newId(), kind, title, key });
  const found = must(await store.findByKey(db, applicationId, key));
  if (found.kind !== kind) throw new AppError("conflict", { reason: "kind" });
  if (found.title !== title) await store.renameRow(db, applicationId, found.id, title);
  const owners = [...(await mapExternalIds(db, applicationId, input.ownerExternalIds)).values()];
  const named = [...(await mapExternalIds(db, applicationId, input.memberExternalIds)).values()];
  const isForAll = kind === "broadcast";
  const members = isForAll ? await listAudienceUserIds(db, { applicationId, id: found.id }) : [...new Set([...owners, ...named])];
  // before anybody joins: they decide what joiners see
  const changed = await applySettings(ctx, found.id, kind === "group" ? input.settings : {});
  const { added, removed } = await makeMembers(ctx, found.id, members);
  for (const owner of owners) await store.setRole(db, applicationId, found.id, owner, "owner");
  const isChanged = added.length + removed.length + Object.keys(changed).length > 0 || found.title !== title;
  if (isChanged) await announceChanged(ctx, found.id);
  announceClosed(ctx, found.id, kind === "group" ? removed : []);
  await announceOpened(ctx, found.id, added);
  return { conversationId: found.id };
}

async function makeMembers(
  ctx: TenantContext,
  id: ConversationId,
  members: readonly UserId[],
): Promise<{ added: readonly UserId[]; removed: readonly UserId[] }> {
  const removed = without(await store.listMemberIds(ctx.db, ctx.applicationId, id), members);
  await store.removeMemberRows(ctx.db, ctx.applicationId, id, removed, false, ctx.now);
  const added = await store.addMemberRows(ctx.db, ctx.applicationId, id, members);
  if (added.length + removed.length > 0) await store.bumpAudience(ctx.db, ctx.applicationId, [id]);
  return { added, removed };
}

export async function importMessages(
  ctx: TenantContext,
  input: ParsedInput<typeof api.importMessages>,
): Promise<RouteOutput<typeof api.importMessages>> {
  const { db, applicationId } = ctx;
  const people = await mapExternalIds(db, applicationId, listNames(input));
  const requireId = (externalId: string): UserId => {
    const id = people.get(externalId);
    if (!id) throw new AppError("not_found", { externalId });
    return id;
  };
  const id = await requireTarget(ctx, input.target, requireId);
  const history = input.messages.map((message): ImportedHistoryMessage => toHistory(message, requireId));
  await ctx.parts.messages.importHistory(ctx, id, history);
  const seeing = new Set(await listAudienceUserIds(db, { applicationId, id }));
  const readers = input.readMarks.map((mark) => ({ userId: requireId(mark.externalId), readSeq: mark.readSeq }));
  const taking = new Set([...history.map((message) => message.authorId), ...readers.map((reader) => reader.userId)]);
  await store.addMemberRows(
    db,
    applicationId,
    id,
    [...taking].filter((userId) => seeing.has(userId)),
  );
  const lastSeq = await store.readLastSeq(db, applicationId, id);
  for (const { userId, readSeq } of readers) await setReadSeq(db, applicationId, id, userId, Math.min(readSeq, lastSeq));
  return { conversationId: id, lastSeq };
}

type Import = ParsedInput<typeof api.importMessages>;

function listNames({ target, messages, readMarks }: Import): string[] {
  const inMessages = messages.flatMap((message) => [
    message.authorExternalId,
    ...message.reactions.flatMap((reaction) => reaction.externalIds),
  ]);
  return [...new Set([...("pair" in target ? target.pair : []), ...inMessages, ...readMarks.map((mark) => mark.externalId)])];
}

async function requireTarget(
  ctx: TenantContext,
  target: Import["target"],
  requireId: (externalId: string) => UserId,
): Promise<ConversationId> {
  if ("pair" in target) return ensurePersonal(ctx, requireId(target.pair[0]), requireId(target.pair[1]));
  const found = await store.findByKey(ctx.db, ctx.applicationId, target.key);
  if (!found) throw new AppError("not_found");
  return found.id;
}

function toHistory(message: Import["messages"][number], requireId: (externalId: string) => UserId): ImportedHistoryMessage {
  const { id, text, replyToId, earlierText, fileIds } = message;
  return {
    ...{ id, text, replyToId, earlierText, fileIds },
    authorId: requireId(message.authorExternalId),
    createdAt: new Date(message.createdAt),
    editedAt: message.editedAt === null ? null : new Date(message.editedAt),
    reactions: message.reactions.map(({ emoji, externalIds }) => ({ emoji, userIds: externalIds.map(requireId) })),
  };
}
