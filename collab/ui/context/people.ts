import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { User, UserId } from "@veche/collab-domain/directory";
import type { Presence } from "@veche/collab-domain/presence";
import type { Readable } from "@veche/collab-sdk/browser";
import { useText } from "@veche/web/i18n";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { texts } from "../texts/index.ts";
import { useCollab, useReadable } from "./context.ts";

const nobody: Readable<null> = { getSnapshot: () => null, subscribe: () => () => undefined };

/** A person, loaded when first shown; null until known. */
export function useUser(userId: UserId | null): User | null {
  const { people } = useCollab();
  return useReadable<User | null>(userId === null ? nobody : people.user(userId));
}

/** A person's presence while he is on the screen. */
export function usePresence(userId: UserId | null): Presence["state"] | undefined {
  const { people } = useCollab();
  const presence = useMemo(() => (userId === null ? nobody : people.presence(userId)), [people, userId]);
  return useReadable<Presence | null>(presence)?.state;
}

/** Names of several people, in the same order; empty ones are not known yet. */
export function useNames(userIds: readonly UserId[]): readonly string[] {
  const { people } = useCollab();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = userIds.map((userId) => people.user(userId).subscribe(listener));
      return () => stops.forEach((stop) => stop());
    },
    [people, userIds],
  );
  const joined = useSyncExternalStore(subscribe, () =>
    userIds.map((userId) => people.user(userId).getSnapshot()?.fullName ?? "").join("\n"),
  );
  return useMemo(() => (joined === "" ? userIds.map(() => "") : joined.split("\n")), [joined, userIds]);
}

/** How many of the people are there now. Watches them while it is shown. */
export function useOnlineCount(userIds: readonly UserId[]): number {
  const { people } = useCollab();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = userIds.map((userId) => people.presence(userId).subscribe(listener));
      return () => stops.forEach((stop) => stop());
    },
    [people, userIds],
  );
  return useSyncExternalStore(subscribe, () => userIds.filter((userId) => isThere(people.presence(userId).getSnapshot())).length);
}

function isThere(presence: Presence | null): boolean {
  return presence !== null && presence.state !== "offline";
}

/** What a conversation is called for me: its title, or the other person. */
export function useTitle(head: ConversationHead | null): string {
  const t = useText(texts);
  const peer = useUser(head?.my.peerId ?? null);
  if (!head) return "";
  if (head.kind !== "personal") return head.title;
  return peer?.fullName ?? (head.my.peerId === null ? t("notes") : "");
}
