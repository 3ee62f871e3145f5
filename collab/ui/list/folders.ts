import type { ConversationHead } from "@veche/collab-domain/conversations";

export const folders = ["all", "unread", "direct", "records"] as const;
export type Folder = (typeof folders)[number];

/** What stands in the list: a title of a section or a conversation. */
export type ListItem =
  | { readonly type: "section"; readonly name: "pinned" | "recent" }
  | { readonly type: "head"; readonly head: ConversationHead };

/** @param keptId the opened one stays in «unread» while it is read */
export function isInFolder(head: ConversationHead, folder: Folder, keptId: string | null): boolean {
  if (folder === "unread") return head.my.unreadCount > 0 || head.id === keptId;
  if (folder === "direct") return head.kind === "personal";
  return folder === "all" || head.kind === "context";
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
