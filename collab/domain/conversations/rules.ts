import type { UserId } from "../directory/index.ts";
import type { ConversationHead, ConversationSettings, MemberRole, MyState, SettingsChange } from "./types.ts";

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
  readonly role: MemberRole;
  /** an account that is blocked owns nothing for anybody */
  readonly isBlocked: boolean;
  readonly joinedAt: Date;
}

const isOwning = (member: Successor): boolean => member.role === "owner" && !member.isBlocked;

/**
 * Who becomes the owner when an owner goes: nobody while another one stays or when nobody is left who could be it.
 * @param remaining who stays @returns the one who joined first
 */
export function decideSuccessor(leavingRole: MemberRole, remaining: readonly Successor[]): UserId | null {
  if (leavingRole !== "owner" || remaining.some(isOwning)) return null;
  const [oldest] = remaining
    .filter((member) => !member.isBlocked)
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || (a.userId < b.userId ? -1 : 1));
  return oldest?.userId ?? null;
}

/**
 * Whether somebody may be made an owner, or no longer be one.
 * @returns "none" when he is it already; "lastOwner" when nobody else could take care of the conversation
 */
export function decideRole(members: readonly Successor[], userId: UserId, role: MemberRole): "change" | "none" | "lastOwner" | "stranger" {
  const member = members.find((one) => one.userId === userId);
  if (!member || (role === "owner" && member.isBlocked)) return "stranger";
  if (member.role === role) return "none";
  return role === "owner" || members.some((other) => other !== member && isOwning(other)) ? "change" : "lastOwner";
}

/** What of a wish for other settings is really another; empty when nothing is. */
export function pickChanged(settings: ConversationSettings, wanted: SettingsChange): Partial<ConversationSettings> {
  const names = Object.keys(wanted) as (keyof ConversationSettings)[];
  const changed = names.filter((name) => wanted[name] !== undefined && wanted[name] !== settings[name]);
  return Object.fromEntries(changed.map((name) => [name, wanted[name]]));
}

/**
 * Where the read mark stands after a move: never above the newest message, and back only on purpose and among what the reader sees.
 * @param wanted from the client
 */
export function decideReadSeq(
  { readSeq: current, hiddenSeq, lastSeq }: { readonly readSeq: number; readonly hiddenSeq: number; readonly lastSeq: number },
  wanted: number,
  allowBack: boolean,
): number {
  const bounded = Math.max(hiddenSeq, Math.min(wanted, lastSeq));
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
