import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  IconAdjustmentsHorizontal,
  IconDownload,
  IconFilePlus,
  IconFiles,
  IconFileSearch,
  IconPlus,
  IconNotebook,
} from "@tabler/icons-react";
import { listDocuments } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { useEffect, useEffectEvent, useState } from "react";
import type { ReactNode } from "react";
import {
  EmptyState,
  ErrorState,
  loadAllRows,
  MayButton,
  RowsSkeleton,
  TabBar,
  tellDone,
  tellError,
  useEndReached,
  useRoutePages,
} from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { useCan, useMe } from "../session/index.ts";
import { columnNames, usualColumns } from "./columns.tsx";
import type { ColumnName } from "./columns.tsx";
import { DocumentCards, DocumentTable } from "./document-table.tsx";
import { Filters } from "./filters.tsx";
import { useListExport } from "./list-export.ts";
import classes from "./list.module.css";
import { hasFilters, toListInput, useDocumentPlace } from "./place.ts";
import type { DocumentPlace } from "./place.ts";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

interface ColumnChoice {
  readonly shown: readonly ColumnName[];
  readonly toggle: (column: ColumnName) => void;
}

/** Columns as this person chose them on this device. */
function useColumns(): ColumnChoice {
  const [kept, keep] = useLocalStorage<readonly ColumnName[]>({
    key: `veche-document-columns:${useMe().person.id}`,
    defaultValue: usualColumns,
    getInitialValueInEffect: false,
  });
  const shown = columnNames.filter((name) => name === "name" || kept.includes(name));
  return { shown, toggle: (column) => keep(shown.includes(column) ? shown.filter((name) => name !== column) : [...shown, column]) };
}

function ColumnsButton({ shown, toggle }: ColumnChoice): ReactNode {
  const t = useText(documentTexts);
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconAdjustmentsHorizontal size={18} stroke={1.75} />}>
          {t("view")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="md">
        <Stack gap="sm">
          <strong className={classes.popoverTitle}>{t("columns")}</strong>
          {columnNames.map((column) => (
            <Checkbox
              key={column}
              label={t(column)}
              checked={shown.includes(column)}
              disabled={column === "name"}
              onChange={() => toggle(column)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The button that begins a document; without the right it says which one is missing. */
export function NewDocumentButton(): ReactNode {
  const t = useText(documentTexts);
  const navigate = useNavigate();
  const canCreate = useCan("documents.create");
  return (
    <MayButton
      icon={<IconPlus size={16} stroke={1.75} />}
      refusal={canCreate ? null : t("mayNotCreate")}
      onClick={() => void navigate({ to: "/documents/new" })}
    >
      {t("create")}
    </MayButton>
  );
}

/** The way to the journals of registration, for who registers. */
function RegistersButton(): ReactNode {
  const t = useText(registrationTexts);
  if (!useCan("documents.register")) return null;
  return (
    <Button component={Link} to="/registers" variant="subtle" leftSection={<IconNotebook size={18} stroke={1.75} />}>
      {t("registers")}
    </Button>
  );
}

function NothingHere({ place, onClear }: { readonly place: DocumentPlace; readonly onClear: () => void }): ReactNode {
  const t = useText(documentTexts);
  const canCreate = useCan("documents.create");
  if (hasFilters(place)) {
    return (
      <EmptyState
        icon={<IconFileSearch size={20} stroke={1.75} />}
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("clearFilters")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={canCreate ? <IconFilePlus size={20} stroke={1.75} /> : <IconFiles size={20} stroke={1.75} />}
      title={t("emptyTitle")}
      text={canCreate ? t("emptyText") : t("emptyMayNot")}
      action={canCreate && <NewDocumentButton />}
    />
  );
}

const placeKey = (personId: string): string => `veche-document-view:${personId}`;

/** Comes back to the view that was used last when the list is opened without one. */
function useKeptView(place: DocumentPlace, go: (change: Partial<DocumentPlace>) => void): void {
  const key = placeKey(useMe().person.id);
  const bringBack = useEffectEvent(() => {
    const kept = localStorage.getItem(key);
    if (kept && location.search === "") go(JSON.parse(kept) as Partial<DocumentPlace>);
  });
  // Only when the list is opened: later changes are the person's own.
  useEffect(() => bringBack(), []);
  useEffect(() => {
    const { sort, direction, scope } = place;
    localStorage.setItem(key, JSON.stringify({ sort, direction, scope }));
  }, [key, place]);
}

/** Documents I may see: filters, order and columns as I like them. */
export function DocumentListPage(): ReactNode {
  const t = useText(documentTexts);
  const { place, go } = useDocumentPlace();
  const choice = useColumns();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const list = useRoutePages(listDocuments, toListInput(place));
  const end = useEndReached(list);
  const exportRows = useListExport();
  useWindowTitle(t("title"));
  useKeptView(place, go);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const [isExporting, setExporting] = useState(false);
  const handleExport = async (): Promise<void> => {
    setExporting(true);
    try {
      const all = await loadAllRows(list);
      exportRows(choice.shown, all);
      tellDone(t("exported", { count: all.length }));
    } catch (failure) {
      tellError(failure);
    }
    setExporting(false);
  };
  const clear = (): void => go({ query: "", kind: null, state: null, responsibleId: null, departmentId: null });
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1 className={classes.title}>{t("title")}</h1>
        {total !== undefined && <span className={classes.total}>{t("found", { count: total })}</span>}
        <div className={classes.actions}>
          {!isPhone && (
            <>
              <RegistersButton />
              <ColumnsButton {...choice} />
              <Button
                variant="subtle"
                leftSection={<IconDownload size={18} stroke={1.75} />}
                disabled={rows.length === 0}
                loading={isExporting}
                onClick={() => void handleExport()}
              >
                {t("exportCsv")}
              </Button>
            </>
          )}
          <NewDocumentButton />
        </div>
      </header>
      <TabBar
        className={classes.tabs}
        label={t("scopes")}
        items={[
          { value: "all", label: t("all") },
          { value: "mine", label: t("mine") },
        ]}
        value={place.scope}
        onChange={(scope) => go({ scope })}
      >
        <Filters place={place} onChange={go} />
        <div className={classes.scroll}>
          {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <RowsSkeleton count={12} height={isPhone ? 64 : 36} />}
          {list.data && rows.length === 0 && <NothingHere place={place} onClear={clear} />}
          {rows.length > 0 &&
            (isPhone ? (
              <DocumentCards rows={rows} end={<li ref={end} aria-hidden />} />
            ) : (
              <DocumentTable
                rows={rows}
                shown={choice.shown}
                place={place}
                onSort={(sort, direction) => go({ sort, direction })}
                isRenewing={list.isPlaceholderData}
                end={<div ref={end} />}
              />
            ))}
        </div>
      </TabBar>
    </div>
  );
}
