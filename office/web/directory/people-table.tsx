import { Button } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { IconUserSearch, IconUsers } from "@tabler/icons-react";
import { computeRowName, listPeople } from "@veche/office-domain/directory";
import type { Person } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useIsConnected, usePresence } from "../collaboration/index.ts";
import {
  EmptyState,
  ErrorState,
  handleRowKeys,
  PersonAvatar,
  RowsSkeleton,
  RowText,
  useEndReached,
  useRoutePages,
} from "../parts/index.ts";
import { useCan, useMe } from "../session/index.ts";
import { DepartmentChat } from "./department-chat.tsx";
import classes from "./people.module.css";
import type { PeoplePlace } from "./place.ts";
import { PresenceText } from "./presence-text.tsx";
import { directoryTexts } from "./texts.ts";
import { WhomToAsk } from "./whom-to-ask.tsx";

function PersonRow({
  person,
  place,
  isConnected,
}: {
  readonly person: Person;
  readonly place: PeoplePlace;
  readonly isConnected: boolean;
}): ReactNode {
  const t = useText(directoryTexts);
  const { ref, inViewport } = useInViewport<HTMLAnchorElement>();
  const presence = usePresence(person.id, inViewport);
  const isMe = useMe().person.id === person.id;
  const isChosen = person.id === place.personId;
  const search = { ...(place.departmentId ? { department: place.departmentId } : {}), ...(place.query ? { q: place.query } : {}) };
  return (
    <Link
      ref={ref}
      to="/people/$personId"
      params={{ personId: person.id }}
      search={search}
      data-row
      className={classes.row}
      aria-current={isChosen ? "true" : undefined}
    >
      <span className={classes.person}>
        <PersonAvatar name={person.fullName} size={36} presence={presence?.state} />
        <RowText
          isStrong={isChosen}
          title={
            <>
              {computeRowName(person.fullName)}
              {isMe && <span className={classes.you}>, {t("you")}</span>}
            </>
          }
          note={person.position}
        />
      </span>
      <span className={classes.questions}>{person.responsibilities.join(", ")}</span>
      <span className={classes.now}>{isConnected ? <PresenceText presence={presence} /> : person.innerPhone}</span>
    </Link>
  );
}

interface PeopleTableProps {
  readonly place: PeoplePlace;
  readonly onClearSearch: () => void;
}

function NobodyHere({ place, onClearSearch }: PeopleTableProps): ReactNode {
  const t = useText(directoryTexts);
  const canManage = useCan("users.manage");
  if (place.query) {
    return (
      <EmptyState
        icon={<IconUserSearch size={20} stroke={1.75} />}
        title={t("nobodyFound")}
        text={t("nobodyFoundText")}
        action={
          <Button variant="default" onClick={onClearSearch}>
            {t("clearSearch")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<IconUsers size={20} stroke={1.75} />}
      title={t("nobodyHere")}
      text={canManage ? undefined : t("nobodyHereText")}
      action={
        canManage && (
          <Button component={Link} to="/administration/users">
            {t("addPerson")}
          </Button>
        )
      }
    />
  );
}

/** People of a department or of a search; under those of a department, what else helps. */
export function PeopleTable({ place, onClearSearch }: PeopleTableProps): ReactNode {
  const t = useText(directoryTexts);
  const isConnected = useIsConnected();
  const { query, departmentId } = place;
  const list = useRoutePages(listPeople, { ...(query ? { query } : {}), ...(departmentId ? { departmentId } : {}) });
  const end = useEndReached(list);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.isPending) return <RowsSkeleton count={8} height={56} hasPicture />;
  if (people.length === 0) return <NobodyHere place={place} onClearSearch={onClearSearch} />;
  return (
    <>
      <div className={classes.columns} aria-hidden>
        <span>{t("person")}</span>
        <span>{t("questions")}</span>
        <span>{isConnected ? t("now") : t("phone")}</span>
      </div>
      <div
        className={classes.rows}
        onKeyDown={handleRowKeys}
        data-renewing={list.isPlaceholderData || undefined}
        role="list"
        aria-label={t("title")}
      >
        {people.map((person) => (
          <div key={person.id} role="listitem">
            <PersonRow person={person} place={place} isConnected={isConnected} />
          </div>
        ))}
        <div ref={end} />
      </div>
      {!query && !list.hasNextPage && !list.isPlaceholderData && (
        <>
          <DepartmentChat departmentId={departmentId} />
          {departmentId !== null && <WhomToAsk key={departmentId} people={people} />}
        </>
      )}
    </>
  );
}
