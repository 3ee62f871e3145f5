import { Button, Popover } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { listViewers } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { useText } from "@veche/web/i18n";
import { RowText } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useUser } from "../context/index.ts";
import { PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./viewers.module.css";

const picturedCount = 3;
const staleMs = 30_000;

function Viewer({ userId }: { readonly userId: UserId }): ReactNode {
  const user = useUser(userId);
  return (
    <li className={classes.viewer}>
      <PersonPicture userId={userId} size={28} showsPresence />
      <RowText title={user?.fullName} note={user?.position} />
    </li>
  );
}

/** How many people see what is written here; a click says who they are. */
export function Viewers({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const conversationId = head.id;
  const [isOpened, setOpened] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ["collab.viewers", conversationId],
    queryFn: ({ pageParam }) => collab.call(listViewers, { conversationId, limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    staleTime: staleMs,
  });
  const count = list.data?.pages[0]?.count ?? 0;
  const viewers = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (count === 0) return null;
  return (
    <Popover opened={isOpened} onChange={setOpened} position="bottom-start" width={280} withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.open} onClick={() => setOpened(!isOpened)}>
          <span>{t("viewers", { count })}</span>
          <span className={classes.pictures} aria-hidden>
            {viewers.slice(0, picturedCount).map(({ userId }) => (
              <PersonPicture key={userId} userId={userId} size={20} />
            ))}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("viewers", { count })}>
        <ul className={classes.list}>
          {viewers.map(({ userId }) => (
            <Viewer key={userId} userId={userId} />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button fullWidth size="xs" variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("showMore")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
