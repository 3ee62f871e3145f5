import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { find, findMessages, type SearchHit } from "@veche/collab-domain/search";
import { IconClock, IconSearchOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, ErrorState, RowsSkeleton } from "@veche/web/parts";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useCollab, useHost, useMyId } from "../context/index.ts";
import { FilterChips } from "./chips.tsx";
import { hasFilters, toInput, type Filters } from "./filters.ts";
import { Hit } from "./hit.tsx";
import { moveFocus } from "./moving.ts";
import type { Search } from "./search.ts";
import classes from "./search.module.css";
import { FoundConversation, FoundPerson } from "./suggestions.tsx";
import { searchTexts } from "./texts.ts";

const suggestedCount = 4;

interface ResultsProps {
  readonly search: Search;
  readonly onSelect: (conversationId: ConversationId) => void;
}

/** What was found, in the place of the list: people and conversations first, then messages, newest first. */
export function SearchResults({ search, onSelect }: ResultsProps): ReactNode {
  const t = useText(searchTexts);
  const isAsking = search.query.trim() !== "" || hasFilters(search.filters);
  const select = (conversationId: ConversationId): void => {
    search.recent.remember(search.typed.trim());
    search.close();
    onSelect(conversationId);
  };
  const handleKeys = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape") search.close();
    else moveFocus(event);
  };
  return (
    <section className={classes.results} aria-label={t("results")} onKeyDown={handleKeys}>
      <FilterChips search={search} />
      {isAsking ? (
        <>
          {!hasFilters(search.filters) && <Suggestions query={search.query.trim()} onSelect={select} />}
          <Messages search={search} />
        </>
      ) : (
        <Recent search={search} />
      )}
    </section>
  );
}

function Recent({ search }: { readonly search: Search }): ReactNode {
  const t = useText(searchTexts);
  const { queries, forget } = search.recent;
  return (
    <>
      {queries.length > 0 && (
        <header className={classes.heading}>
          <h2>{t("recent")}</h2>
          <button type="button" className={classes.quiet} onClick={forget}>
            {t("forget")}
          </button>
        </header>
      )}
      {queries.map((query) => (
        <button key={query} type="button" className={classes.suggestion} data-found onClick={() => search.type(query)}>
          <IconClock size={18} stroke={1.75} />
          <span className={classes.name}>{query}</span>
        </button>
      ))}
      <p className={classes.hint}>{t("hint")}</p>
    </>
  );
}

function Suggestions({
  query,
  onSelect,
}: {
  readonly query: string;
  readonly onSelect: (conversationId: ConversationId) => void;
}): ReactNode {
  const t = useText(searchTexts);
  const collab = useCollab();
  const myId = useMyId();
  const { data } = useQuery({
    queryKey: ["collab.find", query],
    queryFn: ({ signal }) => collab.call(find, { query: query.slice(0, 100) }, { signal }),
    placeholderData: keepPreviousData,
  });
  const users = (data?.users ?? []).filter(({ id }) => id !== myId).slice(0, suggestedCount);
  const conversations = (data?.conversations ?? []).filter(({ kind }) => kind !== "personal").slice(0, suggestedCount);
  return (
    <>
      {users.length > 0 && <h2 className={classes.heading}>{t("people")}</h2>}
      {users.map((user) => (
        <FoundPerson key={user.id} user={user} onOpen={onSelect} />
      ))}
      {conversations.length > 0 && <h2 className={classes.heading}>{t("conversations")}</h2>}
      {conversations.map((head) => (
        <FoundConversation key={head.id} head={head} onOpen={onSelect} />
      ))}
    </>
  );
}

/** Messages by words and filters, page by page. */
export function useFoundMessages(query: string, filters: Filters, limit: number) {
  const collab = useCollab();
  return useInfiniteQuery({
    queryKey: ["collab.findMessages", query, filters, limit],
    queryFn: ({ pageParam, signal }) =>
      collab.call(
        findMessages,
        { query, limit, ...toInput(filters, new Date()), ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: query.trim() !== "" || hasFilters(filters),
    placeholderData: keepPreviousData,
  });
}

function Messages({ search }: { readonly search: Search }): ReactNode {
  const t = useText(searchTexts);
  const host = useHost();
  const [openedId, setOpenedId] = useState<string | null>(null);
  const found = useFoundMessages(search.query, search.filters, 20);
  const pages = found.data?.pages ?? [];
  const hits = pages.flatMap((page) => page.hits);
  const places = new Map(pages.flatMap((page) => page.conversations).map((place) => [place.id, place]));
  const corrections = pages[0]?.corrections ?? [];
  const open = (hit: SearchHit): void => {
    search.recent.remember(search.typed.trim());
    setOpenedId(hit.messageId);
    host.openRecord(host.conversationPath(hit.conversationId, hit.seq));
  };
  if (found.isPending) return <RowsSkeleton count={5} height={64} hasPicture />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (hits.length === 0) return <EmptyState icon={<IconSearchOff size={20} stroke={1.75} />} title={t("noneTitle")} text={t("noneText")} />;
  return (
    <>
      <h2 className={classes.heading}>{t("messages")}</h2>
      <p className={classes.unseen} role="status">
        {t("foundCount", { count: hits.length })}
      </p>
      {corrections.length > 0 && <p className={classes.hint}>{t("meant", { meant: corrections.map(({ meant }) => meant).join(" ") })}</p>}
      {hits.map((hit) => (
        <Hit
          key={hit.messageId}
          hit={hit}
          place={places.get(hit.conversationId) ?? null}
          isSelected={hit.messageId === openedId}
          onOpen={() => open(hit)}
        />
      ))}
      {found.hasNextPage && (
        <Button className={classes.more} variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
