import type { DocumentRow } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import { useNow } from "@veche/web/parts";
import type { Format } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import { KindIcon, StateChip, isOverdue } from "./looks.tsx";
import type { SortName } from "./place.ts";
import classes from "./list.module.css";
import { documentTexts } from "./texts.ts";

export const columnNames = [
  "number",
  "name",
  "kind",
  "counterparty",
  "state",
  "responsibleId",
  "authorId",
  "documentOn",
  "dueOn",
  "amountMinor",
  "fileCount",
  "updatedAt",
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Shown until a person chooses his own. */
export const usualColumns: readonly ColumnName[] = ["number", "name", "counterparty", "state", "responsibleId", "documentOn", "updatedAt"];

interface Column {
  /** track of the grid */
  readonly width: string;
  readonly sort?: SortName;
  readonly isNumber?: boolean;
}

export const columns: Readonly<Record<ColumnName, Column>> = {
  number: { width: "minmax(112px, 152px)", sort: "number" },
  name: { width: "minmax(200px, 2fr)", sort: "title" },
  kind: { width: "minmax(120px, 1fr)" },
  counterparty: { width: "minmax(120px, 1fr)" },
  state: { width: "148px" },
  responsibleId: { width: "minmax(130px, 180px)" },
  authorId: { width: "minmax(130px, 180px)" },
  documentOn: { width: "92px", sort: "documentOn", isNumber: true },
  dueOn: { width: "92px", sort: "dueOn", isNumber: true },
  amountMinor: { width: "136px", isNumber: true },
  fileCount: { width: "64px", isNumber: true },
  updatedAt: { width: "92px", sort: "updatedAt", isNumber: true },
};

export function formatAmount(format: Format, amountMinor: number): string {
  return format.money(amountMinor / 100, "RUB");
}

/** One value of a row. */
export function Cell({ column, row }: { readonly column: ColumnName; readonly row: DocumentRow }): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  switch (column) {
    case "name":
      return (
        <span className={classes.name}>
          <KindIcon kind={row.kind} size={16} />
          <span className={classes.cut}>{row.title}</span>
        </span>
      );
    case "kind":
      return t(row.kind);
    case "state":
      return <StateChip state={row.state} />;
    case "responsibleId":
    case "authorId":
      return <PersonName personId={row[column]} />;
    case "documentOn":
      return row.documentOn && format.numericDate(row.documentOn);
    case "dueOn":
      return <DueOn row={row} />;
    case "amountMinor":
      return row.amountMinor === null ? null : formatAmount(format, row.amountMinor);
    case "fileCount":
      return row.fileCount || null;
    case "updatedAt":
      return <span title={format.exact(row.updatedAt)}>{format.short(row.updatedAt)}</span>;
    case "number":
    case "counterparty":
      return row[column];
  }
}

function DueOn({ row }: { readonly row: DocumentRow }): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const now = useNow();
  if (row.dueOn === null) return null;
  const isLate = isOverdue(row.dueOn, row.state, format.dayKey(now));
  return (
    <span className={isLate ? classes.late : undefined} title={isLate ? t("overdue") : undefined}>
      {format.numericDate(row.dueOn)}
    </span>
  );
}
