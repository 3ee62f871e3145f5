import { Button, Switch, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconPlus, IconSearch, IconUserSearch } from "@tabler/icons-react";
import { listPeople } from "@veche/office-domain/directory";
import type { Person, PersonId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { useDepartments } from "../directory/index.ts";
import {
  Chip,
  EmptyState,
  ErrorState,
  handleRowKeys,
  Page,
  PageHeader,
  PersonAvatar,
  RowsSkeleton,
  RowText,
  useEndReached,
  useRoutePages,
} from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import classes from "./administration.module.css";
import { Guarded } from "./guarded.tsx";
import { administrationTexts } from "./texts.ts";
import { UserDialog } from "./user-dialog.tsx";

const waitMs = 200;

function UserRow({ person, onOpen }: { readonly person: Person; readonly onOpen: () => void }): ReactNode {
  const t = useText(administrationTexts);
  const { byId } = useDepartments();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  return (
    <UnstyledButton data-row className={classes.userRow} onClick={onOpen}>
      <span className={classes.user}>
        <PersonAvatar name={person.fullName} size={28} />
        <RowText title={person.fullName} note={person.position} />
      </span>
      {!isPhone && (
        <>
          <span className={classes.cut}>{person.login}</span>
          <span className={classes.cut}>{person.departmentId && byId.get(person.departmentId)?.name}</span>
        </>
      )}
      <Chip tone={person.isBlocked ? "red" : "green"} hasDot>
        {t(person.isBlocked ? "blocked" : "active")}
      </Chip>
    </UnstyledButton>
  );
}

function Users(): ReactNode {
  const t = useText(administrationTexts);
  const navigate = useNavigate();
  const chosen = useSearch({ strict: false, select: (search: { person?: string }) => search.person });
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), waitMs);
  const [withBlocked, setWithBlocked] = useState(false);
  const list = useRoutePages(listPeople, { ...(query ? { query } : {}), withBlocked: withBlocked ? "true" : "false" });
  const end = useEndReached(list);
  const open = (person: string | null): void =>
    void navigate({ to: "/administration/users", search: person ? { person } : {}, replace: true });
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeader
        title={t("users")}
        crumbs={[{ label: t("title"), to: "/administration" }, { label: t("users") }]}
        actions={
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open("new")}>
            {t("addUser")}
          </Button>
        }
      />
      <div className={classes.bar}>
        <TextInput
          type="search"
          className={classes.search}
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Switch label={t("showBlocked")} checked={withBlocked} onChange={(event) => setWithBlocked(event.currentTarget.checked)} />
      </div>
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton count={10} height={48} hasPicture />}
      {list.data && people.length === 0 && (
        <EmptyState icon={<IconUserSearch size={20} stroke={1.75} />} title={t("noUsers")} text={t("noUsersText")} />
      )}
      <div onKeyDown={handleRowKeys}>
        {people.map((person) => (
          <UserRow key={person.id} person={person} onOpen={() => open(person.id)} />
        ))}
        <div ref={end} />
      </div>
      {chosen && <UserDialog key={chosen} personId={chosen === "new" ? null : (chosen as PersonId)} onClose={() => open(null)} />}
    </>
  );
}

/** Users: who they are, what they may, whether they can sign in. */
export function UsersPage(): ReactNode {
  const t = useText(administrationTexts);
  useWindowTitle(t("users"));
  return (
    <Page>
      <Guarded permission="users.manage">
        <Users />
      </Guarded>
    </Page>
  );
}
