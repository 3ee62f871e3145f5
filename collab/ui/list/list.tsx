import { isMuted } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { ListState } from "@veche/collab-sdk/browser";
import { IconBookmark, IconEdit, IconPin } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Virtuoso } from "react-virtuoso";
import type { VirtuosoHandle } from "react-virtuoso";
import { useCollab, useReadable } from "../context/index.ts";
import { SavedList, savedTexts } from "../saved/index.ts";
import { SearchField, SearchResults, useSearch } from "../search/index.ts";
import { texts } from "../texts/index.ts";
import { Emptiness } from "./emptiness.tsx";
import { FolderBar } from "./folder-bar.tsx";
import { findBeside, folders, layOutList, toCondition, toServerFolder } from "./folders.ts";
import type { FolderChoice } from "./folders.ts";
import { isOnRow, parseListKey } from "./list-keys.ts";
import classes from "./list.module.css";
import { useMyActs } from "./my-acts.ts";
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
  const [folder, setFolder] = useState<FolderChoice>("all");
  const search = useSearch();
  const [isCreating, setCreating] = useState(false);
  const tSaved = useText(savedTexts);
  const [isSavedShown, setSavedShown] = useState(false);
  const [menu, setMenu] = useState<{ head: ConversationHead; x: number; y: number } | null>(null);
  const ownFolders = useReadable(collab.folders.state).items;
  const inFolder = useInFolder(state, folder, selectedId);
  const unreadCount = useInFolder(state, "unread", null).length;
  const items = useMemo(() => layOutList(inFolder), [inFolder]);
  const list = useRef<VirtuosoHandle>(null);
  const roving = useRoving(list, items, selectedId);
  const acts = useMyActs(inFolder.find((head) => head.id === roving.stopId) ?? null);
  const handleKeys = (event: KeyboardEvent<HTMLElement>): void => {
    const key = isOnRow(event) ? parseListKey(event) : null;
    if (key === null) return roving.handleKeys(event);
    event.preventDefault();
    if (key === "folderLeft" || key === "folderRight")
      return setFolder(findBeside([...folders, ...ownFolders.map(({ id }) => id)], folder, event.key));
    if (key === "up" || key === "down") return acts.move(key === "up" ? -1 : 1);
    if (key === "pin") return acts.pin();
    if (key === "mute") return acts.mute("workday");
    roving.focusBeside(event.currentTarget);
    acts.archive();
  };
  return (
    <section className={classes.list} aria-label={t("discussions")} onKeyDown={handleKeys} onFocus={roving.handleFocus}>
      <header className={classes.head}>
        <h1 className={classes.title}>{isSavedShown ? tSaved("saved") : t("discussions")}</h1>
        <IconAction label={tSaved(isSavedShown ? "hide" : "show")} isActive={isSavedShown} onClick={() => setSavedShown(!isSavedShown)}>
          <IconBookmark size={18} stroke={1.75} />
        </IconAction>
        <IconAction label={t("newConversation")} onClick={() => setCreating(true)}>
          <IconEdit size={18} stroke={1.75} />
        </IconAction>
      </header>
      <div className={classes.search}>
        <SearchField search={search} />
      </div>
      {search.isOpen ? (
        <SearchResults search={search} onSelect={onSelect} />
      ) : isSavedShown ? (
        <SavedList />
      ) : (
        <>
          <FolderBar choice={folder} unreadCount={unreadCount} onChoose={setFolder} />
          <div className={classes.rows}>
            {items.length === 0 && <Emptiness folder={folder} status={state.status} onCreate={() => setCreating(true)} />}
            {items.length > 0 && (
              <Virtuoso
                ref={list}
                tabIndex={-1}
                data={items}
                computeItemKey={(_, item) => (item.type === "head" ? item.head.id : item.name)}
                increaseViewportBy={400}
                endReached={() => void collab.list.loadMore(toServerFolder(folder)).catch(() => undefined)}
                itemContent={(_, item) =>
                  item.type === "section" ? (
                    <div className={classes.section}>
                      {item.name === "pinned" && <IconPin size={14} stroke={1.75} />}
                      {t(item.name)}
                    </div>
                  ) : (
                    <Row
                      head={item.head}
                      isMuted={isMuted(item.head.my, state.asOf)}
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

/** A page of a folder that fills less than the list's height: what lies deeper is asked for. */
const fewCount = 20;

/** The loaded conversations of a folder; when they are few, more of it is loaded. */
function useInFolder({ heads, asOf }: ListState, folder: FolderChoice, keptId: string | null): readonly ConversationHead[] {
  const { list, folders: own } = useCollab();
  const { items } = useReadable(own.state);
  const found = useMemo(() => {
    const isIn = toCondition(folder, items, keptId);
    return heads.filter((head) => isIn(head, asOf));
  }, [heads, folder, items, keptId, asOf]);
  const areFew = found.length < fewCount;
  useEffect(() => {
    if (areFew && heads.length > 0) list.loadMore(toServerFolder(folder)).catch(() => undefined);
  }, [list, folder, areFew, heads]);
  return found;
}
