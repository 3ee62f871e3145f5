import { usePeopleNames } from "../directory/index.ts";
import type { DocumentRow } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import type { ColumnName } from "./columns.tsx";
import { buildCsv, saveText } from "./csv.ts";
import { documentTexts } from "./texts.ts";

/** Saves the rows as they are seen: the same columns in the same order. */
export function useListExport(): (columns: readonly ColumnName[], rows: readonly DocumentRow[]) => void {
  const t = useText(documentTexts);
  const format = useFormat();
  const nameOf = usePeopleNames();
  const toText = (column: ColumnName, row: DocumentRow): string => {
    switch (column) {
      case "name":
        return row.title;
      case "kind":
      case "state":
        return t(row[column]);
      case "responsibleId":
      case "authorId":
        return nameOf(row[column]);
      case "documentOn":
      case "dueOn":
        return row[column] ? format.numericDate(row[column]) : "";
      case "amountMinor":
        return row.amountMinor === null ? "" : (row.amountMinor / 100).toFixed(2).replace(".", ",");
      case "updatedAt":
        return format.exact(row.updatedAt);
      case "number":
      case "counterparty":
        return row[column];
      case "fileCount":
        return String(row.fileCount);
    }
  };
  return (columns, rows) => {
    const head = columns.map((column) => t(column));
    const body = rows.map((row) => columns.map((column) => toText(column, row)));
    saveText(`${t("title")}.csv`, buildCsv([head, ...body]), "text/csv;charset=utf-8");
  };
}
