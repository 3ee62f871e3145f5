import { UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { DocumentRow } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import type { CSSProperties, ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import { handleRowKeys, Picture, PlainList } from "../parts/index.ts";
import { Cell, columns } from "./columns.tsx";
import type { ColumnName } from "./columns.tsx";
import classes from "./list.module.css";
import { KindIcon, StateChip } from "./looks.tsx";
import { useDocumentName } from "./naming.ts";
import type { DocumentPlace, SortName } from "./place.ts";
import { documentTexts } from "./texts.ts";

interface DocumentTableProps {
  readonly rows: readonly DocumentRow[];
  readonly shown: readonly ColumnName[];
  readonly place: DocumentPlace;
  readonly onSort: (sort: SortName, direction: "asc" | "desc") => void;
  readonly isRenewing: boolean;
  /** behind the last row */
  readonly end: ReactNode;
}

interface HeadCellProps {
  readonly column: ColumnName;
  readonly place: DocumentPlace;
  readonly onSort: DocumentTableProps["onSort"];
}

function HeadCell({ column, place, onSort }: HeadCellProps): ReactNode {
  const t = useText(documentTexts);
  const { sort, isNumber } = columns[column];
  const isSorted = sort === place.sort;
  const order = place.direction === "asc" ? "ascending" : "descending";
  const DirectionIcon = place.direction === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <div role="columnheader" aria-sort={isSorted ? order : undefined} className={classes.cell} data-number={isNumber || undefined}>
      {sort ? (
        <UnstyledButton
          className={classes.sort}
          aria-label={t("sortBy", { name: t(column) })}
          onClick={() => onSort(sort, isSorted && place.direction === "desc" ? "asc" : "desc")}
        >
          {t(column)}
          {isSorted && <DirectionIcon size={14} stroke={1.75} aria-hidden />}
        </UnstyledButton>
      ) : (
        t(column)
      )}
    </div>
  );
}

/** Documents as a table; each row is a link, arrows move between rows. */
export function DocumentTable({ rows, shown, place, onSort, isRenewing, end }: DocumentTableProps): ReactNode {
  const t = useText(documentTexts);
  const style = { gridTemplateColumns: shown.map((column) => columns[column].width).join(" ") } satisfies CSSProperties;
  return (
    <div className={classes.table} role="table" aria-label={t("title")} aria-rowcount={-1} data-renewing={isRenewing || undefined}>
      <div role="rowgroup" className={classes.headGroup}>
        <div role="row" className={classes.headRow} style={style}>
          {shown.map((column) => (
            <HeadCell key={column} column={column} place={place} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" onKeyDown={handleRowKeys}>
        {rows.map((row) => (
          <div key={row.id} role="row" className={classes.row} style={style}>
            {shown.map((column, index) => (
              <div key={column} role="cell" className={classes.cell} data-number={columns[column].isNumber || undefined}>
                {index === 0 ? (
                  <Link
                    to="/documents/$documentId"
                    params={{ documentId: row.id }}
                    data-row
                    className={classes.open}
                    aria-label={`${row.number} ${row.title}`.trim()}
                  >
                    <Cell column={column} row={row} />
                  </Link>
                ) : (
                  <Cell column={column} row={row} />
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
      {end}
    </div>
  );
}

/** The same on a phone: two lines each. */
export function DocumentCards({ rows, end }: { readonly rows: readonly DocumentRow[]; readonly end: ReactNode }): ReactNode {
  const nameOf = useDocumentName();
  const format = useFormat();
  return (
    <PlainList onKeyDown={handleRowKeys}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/documents/$documentId" params={{ documentId: row.id }} data-row className={classes.card}>
            <Picture size={36}>
              <KindIcon kind={row.kind} />
            </Picture>
            <span className={classes.cardText}>
              <span className={classes.cardTitle}>{row.title}</span>
              <span className={classes.cardLine}>{[nameOf(row), row.counterparty].filter(Boolean).join(" · ")}</span>
              <span className={classes.cardLine}>
                <StateChip state={row.state} />
                <PersonName personId={row.responsibleId} />
              </span>
            </span>
            <time className={classes.cardTime}>{format.short(row.updatedAt)}</time>
          </Link>
        </li>
      ))}
      {end}
    </PlainList>
  );
}
