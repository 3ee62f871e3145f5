import { IconHistory } from "@tabler/icons-react";
import { listHistory, relations } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import type { RouteOutput } from "@veche/kernel";
import { useFormat, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import { EmptyState, ErrorState, RowsSkeleton, useEndReached, useRoutePages } from "../parts/index.ts";
import classes from "./history.module.css";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

type Entry = RouteOutput<typeof listHistory>["items"][number];

const fieldNames = ["kind", "number", "documentOn", "state", "counterparty", "amountMinor", "responsibleId", "dueOn", "text"] as const;

function useSentence(): (entry: Entry) => string {
  const t = useText(documentTexts);
  const r = useText(registrationTexts);
  const nameOf = (field: string): string => (field === "title" ? t("name") : t(fieldNames.find((name) => name === field) ?? "main"));
  const describeLink = ([word, title]: readonly string[]): string => {
    const relation = relations.find((one) => one === word);
    return `${relation ? r(relation).toLocaleLowerCase() : ""} — ${title ?? ""}`;
  };
  return ({ type, subjects }) => {
    if (type === "changed") return t("changed", { subjects: subjects.map((field) => nameOf(field).toLocaleLowerCase()).join(", ") });
    const files = { subjects: subjects.map((name) => `«${name}»`).join(", ") };
    if (type === "registered") return r("registeredEntry", { subjects: subjects.join(", ") });
    if (type === "registrationVoided") return r(type, { subjects: subjects.join(", ") });
    if (type === "linkAdded" || type === "linkRemoved") return r(type, { subjects: describeLink(subjects) });
    if (type === "fileRemoved") return t("fileRemovedEntry", files);
    return t(type, files);
  };
}

/** Who did what with the document, newest first. */
export function History({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const sentence = useSentence();
  const list = useRoutePages(listHistory, { documentId: document.id });
  const end = useEndReached(list);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <RowsSkeleton count={6} />;
  const entries = list.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <EmptyState icon={<IconHistory size={20} stroke={1.75} />} title={t("historyEmpty")} />;
  return (
    <ol className={classes.history}>
      {entries.map((entry) => (
        <li key={[entry.at, entry.type, ...entry.subjects].join()} className={classes.entry}>
          <PersonName personId={entry.personId} size={24} isLink />
          <span className={classes.what}>{sentence(entry)}</span>
          <time className={classes.when} dateTime={entry.at} title={format.exact(entry.at)}>
            {format.day(entry.at)}, {format.clock(entry.at)}
          </time>
        </li>
      ))}
      <li ref={end} aria-hidden />
    </ol>
  );
}
