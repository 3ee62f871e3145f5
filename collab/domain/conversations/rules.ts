import type { UserId } from "../directory/index.ts";
import type { ConversationHead, MyState } from "./types.ts";

/** The key of the one personal conversation of two people, the same whoever asks. */
export function toPairKey(one: UserId, other: UserId): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** The other person of a personal conversation. */
export function findPeer(pairKey: string, userId: UserId): UserId | null {
  const pair = pairKey.split(" ");
  return pair.includes(userId) ? ((pair.find((id) => id !== userId) ?? null) as UserId | null) : null;
}

export interface Successor {
  readonly userId: UserId;
  readonly role: "owner" | "member";
  readonly joinedAt: Date;
}

/**
 * Who becomes the owner when somebody leaves a group: nobody while another owner stays or when nobody is left.
 * @param remaining who stays @returns the one who joined first
 */
export function decideSuccessor(leavingRole: "owner" | "member", remaining: readonly Successor[]): UserId | null {
  if (leavingRole !== "owner" || remaining.some((member) => member.role === "owner")) return null;
  const [oldest] = remaining.toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || (a.userId < b.userId ? -1 : 1));
  return oldest?.userId ?? null;
}

/**
 * Where the read mark stands after a move: never above the newest message, and back only on purpose.
 * @param wanted from the client
 */
export function decideReadSeq(current: number, wanted: number, lastSeq: number, allowBack: boolean): number {
  const bounded = Math.min(wanted, lastSeq);
  return allowBack ? bounded : Math.max(current, bounded);
}

/** Nothing of the conversation notifies me: for good, or for a while. */
export function isMuted(my: Pick<MyState, "notificationLevel" | "mutedUntil">, now: Date): boolean {
  return my.notificationLevel === "none" || (my.mutedUntil !== null && Date.parse(my.mutedUntil) > now.getTime());
}

/** I put it away, and nothing newer has brought it back; while it is muted nothing does. */
export function isArchived(head: Pick<ConversationHead, "lastSeq" | "my">, now: Date): boolean {
  const { archivedSeq } = head.my;
  return archivedSeq !== null && (head.lastSeq <= archivedSeq || isMuted(head.my, now));
}
