import { Link } from "@tanstack/react-router";
import { IconFileText, IconUsers } from "@tabler/icons-react";
import { isArchived, isMuted } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Collab } from "@veche/collab-sdk/browser";
import { useFormat, useText } from "@veche/web/i18n";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useCollab, useReadable } from "../collaboration/index.ts";
import { CountBadge, PersonAvatar, Picture, PlainList, RowsSkeleton, RowText } from "../parts/index.ts";
import classes from "./home.module.css";
import { homeTexts } from "./texts.ts";

const shownCount = 7;

function usePeer(collab: Collab, head: ConversationHead): string | null {
  const user = useMemo(() => (head.my.peerId ? collab.people.user(head.my.peerId) : null), [collab, head.my.peerId]);
  const known = useReadable(user, null);
  return known?.fullName ?? null;
}

function Row({ collab, head }: { readonly collab: Collab; readonly head: ConversationHead }): ReactNode {
  const t = useText(homeTexts);
  const format = useFormat();
  const peer = usePeer(collab, head);
  const { lastMessage } = head;
  const title = head.kind === "personal" ? (peer ?? "") : head.title;
  const preview = lastMessage && (lastMessage.isDeleted ? t("deleted") : lastMessage.text || t("attachment"));
  return (
    <li>
      <Link to="/discussions/$conversationId" params={{ conversationId: head.id }} data-row className={classes.row}>
        {head.kind === "personal" ? (
          <PersonAvatar name={peer ?? ""} size={28} />
        ) : (
          <Picture size={28}>{head.context ? <IconFileText size={16} stroke={1.75} /> : <IconUsers size={16} stroke={1.75} />}</Picture>
        )}
        <RowText isStrong title={title} note={preview} />
        <span className={classes.rowEnd}>
          {lastMessage && <time>{format.short(lastMessage.createdAt)}</time>}
          <CountBadge count={head.my.unreadCount} label={String(head.my.unreadCount)} />
        </span>
      </Link>
    </li>
  );
}

/** Conversations with something unread for me: mentions first, then the newest. */
export function ConversationRows(): ReactNode {
  const t = useText(homeTexts);
  const collab = useCollab();
  const state = useReadable(collab?.list.state, null);
  if (!collab || !state) return <p className={classes.empty}>{t("notConnected")}</p>;
  if (state.status === "loading") return <RowsSkeleton count={4} height={48} hasPicture />;
  const waiting = state.heads
    .filter((head) => head.my.unreadCount > 0 && !isMuted(head.my, state.asOf) && !isArchived(head, state.asOf))
    .toSorted((a, b) => b.my.mentionCount - a.my.mentionCount)
    .slice(0, shownCount);
  if (waiting.length === 0) {
    return (
      <p className={classes.empty}>
        <strong>{t("noConversations")}</strong>
        {t("noConversationsText")}
      </p>
    );
  }
  return (
    <PlainList>
      {waiting.map((head) => (
        <Row key={head.id} collab={collab} head={head} />
      ))}
    </PlainList>
  );
}
