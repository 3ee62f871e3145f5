import type { ConversationHead } from "@veche/collab-domain/conversations";
import { toPreviewText } from "@veche/collab-domain/messages";
import { IconAt, IconBellOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { CountBadge, Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useDraft } from "../composer/index.ts";
import { useMyId, useTitle, useUser } from "../context/index.ts";
import { ConversationPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { toFirstName, useLongPress } from "../view/index.ts";
import classes from "./list.module.css";

function LastMessage({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const myId = useMyId();
  const draft = useDraft(head.id);
  const last = head.lastMessage;
  const author = useUser(last?.authorId ?? null);
  if (draft.trim() !== "") {
    return (
      <span className={classes.last}>
        <span className={classes.draft}>{t("draft")}</span> {toPreviewText(draft)}
      </span>
    );
  }
  if (!last) return <span className={classes.last}>{t("noMessages")}</span>;
  // Neither words nor files: a note of the system.
  const isNote = !last.isDeleted && last.text === "" && last.attachmentCount === 0;
  if (isNote) return <span className={classes.last}>{t(last.seq === 1 ? "noMessages" : "changed")}</span>;
  const text = last.isDeleted ? t("deletedMessage") : last.text || t("filesOnly", { count: last.attachmentCount });
  const name = last.authorId === myId ? t("you") : head.kind === "personal" ? "" : toFirstName(author?.fullName ?? "");
  return (
    <span className={classes.last}>
      {name !== "" && `${name}: `}
      {text}
    </span>
  );
}

interface RowProps {
  readonly head: ConversationHead;
  readonly isMuted: boolean;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  /** Tab reaches this row */
  readonly isTabStop: boolean;
  /** the menu is wanted, at a place of the screen */
  readonly onMenu: (at: { readonly clientX: number; readonly clientY: number }) => void;
}

/** One conversation of the list. */
export function Row({ head, isMuted, isSelected, isTabStop, onOpen, onMenu }: RowProps): ReactNode {
  const t = useText(texts);
  const title = useTitle(head);
  const { unreadCount, mentionCount, notificationLevel } = head.my;
  const longPress = useLongPress(onMenu);
  const isQuiet = isMuted || notificationLevel !== "all";
  return (
    <button
      type="button"
      className={classes.row}
      data-conversation={head.id}
      data-unread={unreadCount > 0 || undefined}
      aria-current={isSelected}
      onClick={onOpen}
      tabIndex={isTabStop ? 0 : -1}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event);
      }}
      {...longPress}
    >
      <ConversationPicture head={head} />
      <span>
        <span className={classes.line}>
          <span className={classes.name}>{title}</span>
          {isQuiet && <IconBellOff size={14} stroke={1.75} aria-label={t("muted")} style={{ flex: "none" }} />}
          {head.lastMessage && <Time at={head.lastMessage.createdAt} form="short" className={classes.time} />}
        </span>
        <span className={classes.line}>
          <LastMessage head={head} />
          {mentionCount > 0 && (
            <span className={classes.mention}>
              <IconAt size={14} stroke={1.75} aria-label={t("mentionsYou")} />
            </span>
          )}
          <CountBadge count={unreadCount} label={t("unreadCount", { count: unreadCount })} isQuiet={isQuiet} />
        </span>
      </span>
    </button>
  );
}
