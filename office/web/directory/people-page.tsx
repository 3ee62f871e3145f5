import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { IconAddressBook, IconSearch } from "@tabler/icons-react";
import type { DepartmentId, PersonId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { DepartmentTree } from "./department-tree.tsx";
import { useDepartments } from "./people.ts";
import classes from "./people.module.css";
import { PeopleTable } from "./people-table.tsx";
import { PersonCard } from "./person-card.tsx";
import { usePeoplePlace } from "./place.ts";
import { directoryTexts } from "./texts.ts";

const waitMs = 200;

function Search(): ReactNode {
  const t = useText(directoryTexts);
  const { place, go } = usePeoplePlace();
  const [typed, setTyped] = useState(place.query);
  const [lastQuery, setLastQuery] = useState(place.query);
  if (lastQuery !== place.query) {
    setLastQuery(place.query);
    setTyped(place.query);
  }
  const send = useDebouncedCallback((query: string) => go({ query, personId: null }, { replace: true }), waitMs);
  const change = (query: string): void => {
    setTyped(query);
    send(query);
  };
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={t("search")}
      placeholder={t("search")}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      rightSection={typed && <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => change("")} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function DepartmentSelect({
  value,
  onChange,
}: {
  readonly value: DepartmentId | null;
  readonly onChange: (id: DepartmentId | null) => void;
}): ReactNode {
  const t = useText(directoryTexts);
  const { departments } = useDepartments();
  return (
    <Select
      aria-label={t("department")}
      placeholder={t("wholeCompany")}
      clearable
      searchable
      value={value}
      data={departments.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => onChange(departments.find((department) => department.id === id)?.id ?? null)}
    />
  );
}

/** The address book: departments, people, the card of one. */
export function PeoplePage({ describeMore }: { readonly describeMore: (personId: PersonId) => ReactNode }): ReactNode {
  const t = useText(directoryTexts);
  const { place, go } = usePeoplePlace();
  const { byId } = useDepartments();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const isNarrow = useMediaQuery("(max-width: 75em)", undefined, { getInitialValueInEffect: false });
  const department = place.departmentId ? byId.get(place.departmentId) : undefined;
  const choose = (departmentId: DepartmentId | null): void => go({ departmentId, personId: null, query: "" });
  useWindowTitle(t("title"));
  const back = isNarrow ? () => go({ personId: null }) : null;
  const hasOnlyCard = isNarrow && place.personId !== null;
  return (
    <div className={classes.page}>
      {!isPhone && (
        <aside className={classes.side} aria-label={t("departments")}>
          <h1 className={classes.title}>{t("title")}</h1>
          <DepartmentTree value={place.departmentId} onChange={choose} />
        </aside>
      )}
      {!hasOnlyCard && (
        <section className={classes.main} aria-label={department?.name ?? t("everybody")}>
          <header className={classes.head}>
            {isPhone ? (
              <>
                <h1 className={classes.phoneTitle}>{t("title")}</h1>
                <DepartmentSelect value={place.departmentId} onChange={choose} />
              </>
            ) : (
              <>
                <strong className={classes.where}>{department?.name ?? t("everybody")}</strong>
                {department && <span className={classes.note}>{t("people", { count: department.personCount })}</span>}
              </>
            )}
            <Search />
          </header>
          <div className={classes.scroll}>
            <PeopleTable place={place} onClearSearch={() => go({ query: "" })} />
          </div>
        </section>
      )}
      {(!isNarrow || place.personId) && (
        <aside className={classes.details} aria-label={t("person")}>
          {place.personId ? (
            <PersonCard key={place.personId} personId={place.personId} onBack={back} isPage={isPhone}>
              {describeMore(place.personId)}
            </PersonCard>
          ) : (
            <EmptyState icon={<IconAddressBook size={20} stroke={1.75} />} title={t("choosePerson")} />
          )}
        </aside>
      )}
    </div>
  );
}
