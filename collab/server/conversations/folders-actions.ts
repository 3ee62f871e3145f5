import { maxFolderCount, maxFolderSize } from "@veche/collab-domain/conversations";
import type * as api from "@veche/collab-domain/conversations";
import type { Folder, FolderId, Folders } from "@veche/collab-domain/conversations";
import { AppError, type ParsedInput } from "@veche/kernel";
import type { ReaderContext, UserContext } from "../context.ts";
import { requireConversation } from "./access.ts";
import { filterVisibleIds } from "./access-store.ts";
import * as store from "./folders-store.ts";

/** The version is read first: a change in between comes once more, by its event. */
export async function listFolders(ctx: ReaderContext): Promise<Folders> {
  const version = await store.readVersion(ctx.db, ctx.applicationId, ctx.userId);
  return { version, items: await store.listFolders(ctx.db, ctx.applicationId, ctx.userId) };
}

/** Changes of one person come one after another; all his devices hear the whole new state. */
async function change(ctx: UserContext, run: (items: readonly Folder[]) => Promise<void>): Promise<Folders> {
  const version = await store.takeVersion(ctx.db, ctx.applicationId, ctx.userId);
  await run(await store.listFolders(ctx.db, ctx.applicationId, ctx.userId));
  const folders = { version, items: await store.listFolders(ctx.db, ctx.applicationId, ctx.userId) };
  ctx.emit({ type: "folders.changed", folders }, { userIds: [ctx.userId] });
  return folders;
}

/** @throws AppError not_found when it is none of mine */
function requireFolder(items: readonly Folder[], id: FolderId): Folder {
  const folder = items.find((item) => item.id === id);
  if (!folder) throw new AppError("not_found");
  return folder;
}

export async function createFolder(ctx: UserContext, input: ParsedInput<typeof api.createFolder>): Promise<Folders> {
  const seen = await filterVisibleIds(ctx.db, ctx.applicationId, ctx.userId, input.conversationIds);
  if (input.conversationIds.some((id) => !seen.has(id))) throw new AppError("not_found");
  return change(ctx, async (items) => {
    if (items.some(({ id }) => id === input.id)) return;
    if (items.length >= maxFolderCount) throw new AppError("too_large", { limit: maxFolderCount, unit: "folders" });
    if (!(await store.insertFolder(ctx.db, ctx.applicationId, ctx.userId, input)))
      throw new AppError("invalid", { field: "id", reason: "taken" });
    await store.putIntoFolder(ctx.db, ctx.applicationId, input.id, input.conversationIds);
  });
}

export async function renameFolder(ctx: UserContext, input: ParsedInput<typeof api.renameFolder>): Promise<Folders> {
  return change(ctx, async (items) => {
    const { id } = requireFolder(items, input.folderId);
    await store.renameFolder(ctx.db, ctx.applicationId, id, input.title);
  });
}

export async function removeFolder(ctx: UserContext, input: ParsedInput<typeof api.removeFolder>): Promise<Folders> {
  return change(ctx, async (items) => {
    const { id } = requireFolder(items, input.folderId);
    await store.deleteFolder(ctx.db, ctx.applicationId, id);
  });
}

export async function orderFolders(ctx: UserContext, input: ParsedInput<typeof api.orderFolders>): Promise<Folders> {
  return change(ctx, async (items) => {
    for (const id of input.folderIds) requireFolder(items, id);
    await store.orderFolders(ctx.db, ctx.applicationId, ctx.userId, [...new Set(input.folderIds)]);
  });
}

export async function placeInFolder(ctx: UserContext, input: ParsedInput<typeof api.placeInFolder>): Promise<Folders> {
  const conversation = await requireConversation(ctx, input.conversationId, "see");
  return change(ctx, async (items) => {
    const folder = requireFolder(items, input.folderId);
    if (!input.isIn) return store.takeFromFolder(ctx.db, ctx.applicationId, folder.id, conversation.id);
    if (folder.conversationIds.length >= maxFolderSize) throw new AppError("too_large", { limit: maxFolderSize, unit: "conversations" });
    await store.putIntoFolder(ctx.db, ctx.applicationId, folder.id, [conversation.id]);
  });
}
