import { useCollab, useReadable } from "./context/index.ts";

/** How many unread messages call for me, and how many of them name me. */
export function useUnread(): { readonly unreadCount: number; readonly mentionCount: number } {
  const { unreadCount, mentionCount } = useReadable(useCollab().list.state);
  return { unreadCount, mentionCount };
}
