import { isArchived } from "@veche/collab-domain/conversations";
import type { ConversationHead, Folder as OwnFolder, FolderId, ListFolder } from "@veche/collab-domain/conversations";

/** What the list can be narrowed to without a folder of one's own; those in sight first, the rest under «more». */
export const shownFolders = ["all", "unread", "direct", "records"] as const;
export const otherFolders = ["mentions", "groups", "archived"] as const;
export const folders = [...shownFolders, ...otherFolders] as const;
export type Folder = (typeof folders)[number];
/** One of these, or a folder of one's own. */
export type FolderChoice = Folder | FolderId;

/** What stands in the list: a title of a section or a conversation. */
export type ListItem =
  | { readonly type: "section"; readonly name: "pinned" | "recent" }
  | { readonly type: "head"; readonly head: ConversationHead };

const conditions: Readonly<Record<Exclude<Folder, "archived">, (head: ConversationHead) => boolean>> = {
  all: () => true,
  unread: (head) => head.my.unreadCount > 0,
  mentions: (head) => head.my.mentionCount > 0,
  direct: (head) => head.kind === "personal",
  groups: (head) => head.kind === "group" || head.kind === "broadcast",
  records: (head) => head.kind === "context",
};

/** @returns what decides whether a conversation stands in what was chosen; a folder that is gone is empty */
export function toCondition(
  choice: FolderChoice,
  own: readonly OwnFolder[],
  keptId: string | null,
): (head: ConversationHead, now: Date) => boolean {
  if (isBuiltIn(choice)) return (head, now) => isInFolder(head, choice, keptId, now);
  const ids = new Set(own.find(({ id }) => id === choice)?.conversationIds);
  return (head) => ids.has(head.id);
}

function isBuiltIn(choice: FolderChoice): choice is Folder {
  return folders.some((name) => name === choice);
}

/** @param keptId the opened one stays in «unread» and «mentions» while it is read */
export function isInFolder(head: ConversationHead, folder: Folder, keptId: string | null, now: Date): boolean {
  if (folder === "archived") return isArchived(head, now);
  if (isArchived(head, now)) return false;
  return conditions[folder](head) || ((folder === "unread" || folder === "mentions") && head.id === keptId);
}

/** What the server is asked for to fill a folder. */
export function toServerFolder(folder: FolderChoice): ListFolder | FolderId {
  return folder === "mentions" ? "unread" : folder;
}

/** @returns the folder beside this one, for a key that goes left or right; the same at the ends */
export function findBeside<Name>(all: readonly Name[], current: Name, key: string): Name {
  const step = key === "ArrowRight" ? 1 : -1;
  return all[all.indexOf(current) + step] ?? current;
}

/** @param heads pinned first; sections are named only when there are pinned ones */
export function layOutList(heads: readonly ConversationHead[]): readonly ListItem[] {
  const pinned = heads.filter((head) => head.my.isPinned);
  const others = heads.filter((head) => !head.my.isPinned);
  const toItem = (head: ConversationHead): ListItem => ({ type: "head", head });
  if (pinned.length === 0) return others.map(toItem);
  const rest: readonly ListItem[] = others.length === 0 ? [] : [{ type: "section", name: "recent" }, ...others.map(toItem)];
  return [{ type: "section", name: "pinned" }, ...pinned.map(toItem), ...rest];
}
