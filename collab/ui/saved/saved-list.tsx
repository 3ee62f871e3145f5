import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { listSavedMessages, toPreviewText } from "@veche/collab-domain/messages";
import type { SavedMessage } from "@veche/collab-domain/messages";
import { IconBookmark, IconBookmarkOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, ErrorState, IconAction, PlainList, RowsSkeleton, Time } from "@veche/web/parts";
import { useCallback, useEffect } from "react";
import type { ReactNode } from "react";
import { useCollab, useHost } from "../context/index.ts";
import { PersonName, PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { useSaveActs } from "./acts.ts";
import classes from "./saved.module.css";
import { savedTexts } from "./texts.ts";

const queryKey = ["collab.saved"];

/** Takes the list anew when I save or let go on any device, and when what stands in it changes. */
function useSaved() {
  const collab = useCollab();
  const client = useQueryClient();
  const renew = useCallback(() => void client.invalidateQueries({ queryKey }), [client]);
  useEffect(() => collab.saved.state.subscribe(renew), [collab, renew]);
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => collab.call(listSavedMessages, { limit: 30, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    refetchOnMount: "always",
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  useEffect(
    () =>
      collab.onEvent((event) => {
        const isShown = event.type === "message.changed" && items?.some(({ message }) => message.id === event.message.id);
        if (isShown || event.type === "conversation.closed") renew();
      }),
    [collab, renew, items],
  );
  return { list, items };
}

/** The messages I keep for myself, saved last first; each opens in its place. */
export function SavedList(): ReactNode {
  const t = useText(savedTexts);
  const ts = useText(texts);
  const { list, items } = useSaved();
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <RowsSkeleton count={5} height={64} hasPicture />;
  if (items.length === 0)
    return <EmptyState icon={<IconBookmark size={20} stroke={1.75} />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <section className={classes.saved} aria-label={t("saved")}>
      <PlainList>
        {items.map((item) => (
          <Item key={item.message.id} item={item} />
        ))}
      </PlainList>
      {list.hasNextPage && (
        <Button fullWidth variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {ts("showMore")}
        </Button>
      )}
    </section>
  );
}

function Item({ item }: { readonly item: SavedMessage }): ReactNode {
  const t = useText(savedTexts);
  const ts = useText(texts);
  const host = useHost();
  const { unsave } = useSaveActs();
  const { message, conversationTitle } = item;
  const { authorId, conversationId, seq } = message;
  return (
    <li className={classes.item}>
      <button type="button" className={classes.open} onClick={() => host.openRecord(host.conversationPath(conversationId, seq))}>
        <PersonPicture userId={authorId} size={28} />
        <span className={classes.words}>
          <span className={classes.head}>
            <b>
              <PersonName userId={authorId} />
            </b>
            <Time at={message.createdAt} form="short" className={classes.time} />
          </span>
          <span className={classes.place}>{conversationTitle || t("personal")}</span>
          <span className={classes.text}>{toPreviewText(message.text) || message.attachments[0]?.name || ts("file")}</span>
        </span>
      </button>
      <IconAction label={t("unsave")} onClick={() => unsave({ conversationId, seq })}>
        <IconBookmarkOff size={18} stroke={1.75} />
      </IconAction>
    </li>
  );
}
