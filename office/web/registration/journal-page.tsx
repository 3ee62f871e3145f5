import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { IconBan, IconDownload, IconNotebook, IconPlus } from "@tabler/icons-react";
import { documentPath } from "@veche/office-domain/documents";
import { entryStates, listJournal, listRegisters } from "@veche/office-domain/registration";
import type { Entry, EntryState, Register, RegisterId } from "@veche/office-domain/registration";
import { useFormat, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import {
  Chip,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PlainList,
  RowsSkeleton,
  TabBar,
  loadAllRows,
  tellDone,
  tellError,
  useEndReached,
  useRoutePages,
} from "../parts/index.ts";
import type { Tone } from "../parts/index.ts";
import { PathLink, useWindowTitle } from "../places/index.ts";
import { useCan } from "../session/index.ts";
import { ReserveDialog, VoidDialog } from "./entry-dialogs.tsx";
import { Guarded } from "./guarded.tsx";
import { useJournalExport } from "./journal-export.ts";
import classes from "./registration.module.css";
import { registerTexts } from "./texts.ts";

const tones: Readonly<Record<EntryState, Tone>> = { registered: "green", reserved: "amber", voided: "neutral" };

const tabNames = { all: "all", registered: "allRegistered", reserved: "allReserved", voided: "allVoided" } as const;

function EntryRow({ entry, onVoid }: { readonly entry: Entry; readonly onVoid: (() => void) | null }): ReactNode {
  const t = useText(registerTexts);
  const format = useFormat();
  const { number, registeredOn, document, state, steps } = entry;
  const last = steps.at(-1);
  const reasons = steps.flatMap(({ reason }) => reason || []).join("; ");
  return (
    <li className={classes.entry} data-voided={state === "voided" || undefined}>
      <span className={classes.number}>{number}</span>
      <span className={classes.date}>{format.numericDate(registeredOn)}</span>
      <span className={classes.what}>
        {document ? (
          <PathLink path={documentPath(document.id)} className={classes.link}>
            {document.title}
          </PathLink>
        ) : (
          state === "registered" && <span className={classes.note}>{t("hidden")}</span>
        )}
        {reasons && <span className={classes.note}>{reasons}</span>}
      </span>
      <span className={classes.state}>
        <Chip tone={tones[state]} hasDot>
          {t(state)}
        </Chip>
      </span>
      <span className={classes.who} title={last && format.exact(last.at)}>
        {last && <PersonName personId={last.personId} />}
      </span>
      <span className={classes.act}>
        {onVoid && state !== "voided" && (
          <Tooltip label={t("voidAction")}>
            <ActionIcon aria-label={t("void", { number })} onClick={onVoid}>
              <IconBan size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </li>
  );
}

interface EntriesProps {
  readonly registerId: RegisterId;
  readonly state: EntryState | "all";
  readonly onShown: (list: JournalList) => ReactNode;
}

/** What an export needs of a journal. */
interface JournalList {
  readonly isEmpty: boolean;
  /** @throws AppError */
  readonly loadAll: () => Promise<readonly Entry[]>;
}

function Entries({ registerId, state, onShown }: EntriesProps): ReactNode {
  const t = useText(registerTexts);
  const mayRegister = useCan("documents.register");
  const [voided, setVoided] = useState<Entry | null>(null);
  const list = useRoutePages(listJournal, { registerId, ...(state === "all" ? {} : { state }) });
  const end = useEndReached(list);
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {onShown({ isEmpty: entries.length === 0, loadAll: () => loadAllRows(list) })}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton count={10} height={44} />}
      {list.data && entries.length === 0 && (
        <EmptyState icon={<IconNotebook size={20} stroke={1.75} />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      <PlainList>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} onVoid={mayRegister ? () => setVoided(entry) : null} />
        ))}
        <li ref={end} aria-hidden />
      </PlainList>
      {voided && <VoidDialog entry={voided} onClose={() => setVoided(null)} />}
    </>
  );
}

function Journal({ register }: { readonly register: Register }): ReactNode {
  const t = useText(registerTexts);
  const mayRegister = useCan("documents.register");
  const [state, setState] = useState<EntryState | "all">("all");
  const [isReserving, setReserving] = useState(false);
  const save = useJournalExport();
  const [isExporting, setExporting] = useState(false);
  const handleExport = async (loadAll: JournalList["loadAll"]): Promise<void> => {
    setExporting(true);
    try {
      const all = await loadAll();
      save(register.name, all);
      tellDone(t("exported", { count: all.length }));
    } catch (failure) {
      tellError(failure);
    }
    setExporting(false);
  };
  const crumbs = [{ label: t("documents"), to: "/documents" }, { label: t("title"), to: "/registers" }, { label: register.name }];
  useWindowTitle(register.name);
  const reserve = mayRegister && (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setReserving(true)}>
      {t("reserve")}
    </Button>
  );
  const exportButton = ({ isEmpty, loadAll }: JournalList): ReactNode => (
    <div className={classes.bar}>
      <span className={classes.note}>{t("preview", { number: register.nextNumber })}</span>
      <Button
        variant="subtle"
        leftSection={<IconDownload size={18} stroke={1.75} />}
        disabled={isEmpty}
        loading={isExporting}
        onClick={() => void handleExport(loadAll)}
      >
        {t("export")}
      </Button>
    </div>
  );
  return (
    <>
      <PageHeader title={register.name} crumbs={crumbs} actions={reserve} />
      <TabBar
        label={t("states")}
        items={(["all", ...entryStates] as const).map((value) => ({ value, label: t(tabNames[value]) }))}
        value={state}
        onChange={setState}
      >
        <Entries registerId={register.id} state={state} onShown={exportButton} />
      </TabBar>
      {isReserving && <ReserveDialog register={register} onClose={() => setReserving(false)} />}
    </>
  );
}

function Found(): ReactNode {
  const t = useText(registerTexts);
  const registerId = useParams({ strict: false, select: (params: { registerId?: string }) => params.registerId });
  const { data, error, refetch } = useRoute(listRegisters, {}, { staleTime: 0 });
  const register = data?.items.find(({ id }) => id === registerId);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={10} height={44} />;
  if (!register) return <EmptyState isPage icon={<IconNotebook size={20} stroke={1.75} />} title={t("gone")} />;
  return <Journal register={register} />;
}

/** Every number of a register, whatever became of it. */
export function JournalPage(): ReactNode {
  return (
    <Page>
      <Guarded>
        <Found />
      </Guarded>
    </Page>
  );
}
