import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { listConcerning } from "@veche/collab-domain/messages";
import type { ConcerningMessage } from "@veche/collab-domain/messages";
import { toPreviewText } from "@veche/collab-domain/messages";
import { IconBell } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, ErrorState, RowsSkeleton, Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useReadable } from "../context/index.ts";
import { PersonName, PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./centre.module.css";

interface NotificationCentreProps {
  readonly onOpen: (conversationId: ConversationId, seq: number) => void;
}

function Item({ item, onOpen }: NotificationCentreProps & { readonly item: ConcerningMessage }): ReactNode {
  const t = useText(texts);
  const { message, conversationTitle, isRead } = item;
  return (
    <button
      type="button"
      className={classes.item}
      data-unread={!isRead || undefined}
      onClick={() => onOpen(message.conversationId, message.seq)}
    >
      <PersonPicture userId={message.authorId} />
      <span>
        <span className={classes.head}>
          <b>
            <PersonName userId={message.authorId} />
            {conversationTitle !== "" && ` · ${conversationTitle}`}
          </b>
          <Time at={message.createdAt} form="short" className={classes.time} />
        </span>
        <span className={classes.text}>{message.deletedAt ? t("deletedMessage") : toPreviewText(message.text) || t("file")}</span>
      </span>
    </button>
  );
}

/** What was written to me: mentions and answers, newest first. */
export function NotificationCentre({ onOpen }: NotificationCentreProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const { mentionCount } = useReadable(collab.list.state);
  const list = useInfiniteQuery({
    queryKey: ["collab.concerning", mentionCount],
    queryFn: ({ pageParam }) => collab.call(listConcerning, { limit: 30, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowsSkeleton count={4} height={56} hasPicture />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <EmptyState icon={<IconBell size={20} stroke={1.75} />} title={t("centreTitle")} text={t("centreEmpty")} />;
  return (
    <>
      {items.map((item) => (
        <Item key={item.message.id} item={item} onOpen={onOpen} />
      ))}
      {list.hasNextPage && (
        <Button fullWidth variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </>
  );
}
