import type { ConversationId } from "@veche/collab-domain/conversations";
import { toPreviewText } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import { translate } from "@veche/web/i18n";
import { useEffect, useEffectEvent } from "react";
import { useCollab, useMyId, usePresence, useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { shouldNotify, toWindowTitle } from "./decide.ts";
import { readDesktopState } from "./desktop.ts";
import { showNotification } from "./push.ts";
import { playChime } from "./sound.ts";

interface NotificationOptions {
  /** the conversation on the screen */
  readonly openId: ConversationId | null;
  /** whether messages that call for me sound */
  readonly hasSound: boolean;
  readonly onOpen: (conversationId: ConversationId, seq: number) => void;
}

/** Counts in the title of the window, sounds, and shows notifications of the system once the person allowed them. Use it once, at the top. */
export function useNotifications({ openId, hasSound, onOpen }: NotificationOptions): void {
  const collab = useCollab();
  const { unreadCount } = useReadable(collab.list.state);
  const presence = usePresence(useMyId());

  const handlePosted = useEffectEvent(async (message: Message) => {
    const me = collab.me.getSnapshot();
    if (!me) return;
    const head = await collab.list.ensure(message.conversationId).catch(() => null);
    const isLooking = document.visibilityState === "visible" && document.hasFocus();
    const listener = { userId: me.user.id, groupIds: me.groupIds, presence, openId: isLooking ? openId : null, now: new Date() };
    if (!head || !shouldNotify(message, head, listener)) return;
    if (hasSound) playChime();
    if (isLooking || readDesktopState() !== "on") return;
    const author = message.authorId ? (collab.people.user(message.authorId).getSnapshot()?.fullName ?? "") : "";
    const body = toPreviewText(message.text) || translate(texts, "file");
    const { conversationId, seq } = message;
    const title = head.title === "" ? author : `${author} · ${head.title}`;
    await showNotification({ title, body, place: { conversationId, seq }, onClick: () => onOpen(conversationId, seq) });
  });
  useEffect(
    () =>
      collab.onEvent((event) => {
        if (event.type === "message.posted") void handlePosted(event.message);
      }),
    [collab],
  );
  useEffect(() => {
    const show = (): void => {
      const wanted = toWindowTitle(document.title, unreadCount);
      if (document.title !== wanted) document.title = wanted;
    };
    show();
    // Pages name the window when they open: the count goes before each name.
    const observer = new MutationObserver(show);
    const title = document.querySelector("title");
    if (title) observer.observe(title, { childList: true });
    return () => observer.disconnect();
  }, [unreadCount]);
}
