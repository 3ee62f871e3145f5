import { Button } from "@mantine/core";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import { IconEdit, IconInbox, IconPin } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, IconAction, RowsSkeleton } from "@veche/web/parts";
import { useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Virtuoso } from "react-virtuoso";
import type { VirtuosoHandle } from "react-virtuoso";
import { useCollab, useReadable } from "../context/index.ts";
import { SearchField, SearchResults, useSearch } from "../search/index.ts";
import { texts } from "../texts/index.ts";
import { folders, isInFolder, layOutList } from "./folders.ts";
import type { Folder } from "./folders.ts";
import classes from "./list.module.css";
import { NewConversation } from "./new-conversation.tsx";
import { RowMenu } from "./row-menu.tsx";
import { useRoving } from "./roving.ts";
import { Row } from "./row.tsx";

interface ConversationListProps {
  readonly selectedId: ConversationId | null;
  readonly onSelect: (conversationId: ConversationId) => void;
}

/** My conversations: folders, search, pinned ones first. */
export function ConversationList({ selectedId, onSelect }: ConversationListProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const state = useReadable(collab.list.state);
  const [folder, setFolder] = useState<Folder>("all");
  const search = useSearch();
  const [isCreating, setCreating] = useState(false);
  const [menu, setMenu] = useState<{ head: ConversationHead; x: number; y: number } | null>(null);
  const unreadCount = state.heads.filter((head) => head.my.unreadCount > 0).length;
  const items = useMemo(
    () => layOutList(state.heads.filter((head) => isInFolder(head, folder, selectedId))),
    [state.heads, folder, selectedId],
  );
  const list = useRef<VirtuosoHandle>(null);
  const roving = useRoving(list, items, selectedId);
  return (
    <section className={classes.list} aria-label={t("discussions")} onKeyDown={roving.handleKeys} onFocus={roving.handleFocus}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t("discussions")}</h1>
        <IconAction label={t("newConversation")} onClick={() => setCreating(true)}>
          <IconEdit size={18} stroke={1.75} />
        </IconAction>
      </header>
      <div className={classes.search}>
        <SearchField search={search} />
      </div>
      {search.isOpen ? (
        <SearchResults search={search} onSelect={onSelect} />
      ) : (
        <>
          <div className={classes.folders} role="group" aria-label={t("folders")}>
            {folders.map((name) => (
              <button key={name} type="button" className={classes.folder} aria-pressed={folder === name} onClick={() => setFolder(name)}>
                {t(name)}
                {name === "unread" && unreadCount > 0 && <b>{unreadCount}</b>}
              </button>
            ))}
          </div>
          <div className={classes.rows}>
            {items.length === 0 && <Emptiness folder={folder} status={state.status} onCreate={() => setCreating(true)} />}
            {items.length > 0 && (
              <Virtuoso
                ref={list}
                tabIndex={-1}
                data={items}
                computeItemKey={(_, item) => (item.type === "head" ? item.head.id : item.name)}
                increaseViewportBy={400}
                endReached={() => void collab.list.loadMore().catch(() => undefined)}
                itemContent={(_, item) =>
                  item.type === "section" ? (
                    <div className={classes.section}>
                      {item.name === "pinned" && <IconPin size={14} stroke={1.75} />}
                      {t(item.name)}
                    </div>
                  ) : (
                    <Row
                      head={item.head}
                      isSelected={item.head.id === selectedId}
                      isTabStop={item.head.id === roving.stopId}
                      onOpen={() => onSelect(item.head.id)}
                      onMenu={({ clientX, clientY }) => setMenu({ head: item.head, x: clientX, y: clientY })}
                    />
                  )
                }
              />
            )}
          </div>
        </>
      )}
      {menu && <RowMenu head={menu.head} at={menu} onClose={() => setMenu(null)} />}
      {isCreating && (
        <NewConversation
          onClose={() => setCreating(false)}
          onCreated={(head) => {
            setCreating(false);
            onSelect(head.id);
          }}
        />
      )}
    </section>
  );
}

interface EmptinessProps {
  readonly folder: Folder;
  readonly status: "loading" | "ready" | "failed";
  readonly onCreate: () => void;
}

function Emptiness({ folder, status, onCreate }: EmptinessProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const icon = <IconInbox size={20} stroke={1.75} />;
  if (status === "loading") return <RowsSkeleton count={8} height={56} hasPicture />;
  if (status === "failed") {
    return (
      <EmptyState
        icon={icon}
        title={t("listFailed")}
        action={
          <Button variant="default" onClick={() => void collab.list.refresh().catch(() => undefined)}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (folder !== "all") return <EmptyState icon={icon} title={folder === "unread" ? t("noneUnread") : t("noneFound")} />;
  return (
    <EmptyState
      icon={icon}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={<Button onClick={onCreate}>{t("newConversation")}</Button>}
    />
  );
}
