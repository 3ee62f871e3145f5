import { Link } from "@tanstack/react-router";
import { listDocuments } from "@veche/office-domain/documents";
import type { DocumentRow } from "@veche/office-domain/documents";
import type { RouteInput } from "@veche/kernel";
import { useFormat, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useNow } from "@veche/web/parts";
import type { ReactNode } from "react";
import { KindIcon, StateChip, useDocumentName } from "../documents/index.ts";
import { ErrorState, Picture, PlainList, RowsSkeleton, RowText } from "../parts/index.ts";
import classes from "./home.module.css";
import { homeTexts } from "./texts.ts";

const shownCount = 6;

function Row({ row }: { readonly row: DocumentRow }): ReactNode {
  const t = useText(homeTexts);
  const nameOf = useDocumentName();
  const format = useFormat();
  const now = useNow();
  const isLate = row.dueOn !== null && row.dueOn < format.dayKey(now) && row.state !== "completed" && row.state !== "cancelled";
  const facts = [row.number ? row.title : row.counterparty || nameOf(row), row.number && row.counterparty].filter(Boolean).join(" · ");
  return (
    <li>
      <Link to="/documents/$documentId" params={{ documentId: row.id }} data-row className={classes.row}>
        <Picture size={28}>
          <KindIcon kind={row.kind} size={16} />
        </Picture>
        <RowText title={row.number ? nameOf(row) : row.title} note={facts} />
        {row.dueOn && (
          <span className={classes.due} data-late={isLate || undefined}>
            {t("due", { date: format.dayMonth(row.dueOn) })}
          </span>
        )}
        <StateChip state={row.state} />
      </Link>
    </li>
  );
}

/** The first documents of a view. */
export function DocumentRows({
  input,
  emptyText,
}: {
  readonly input: RouteInput<typeof listDocuments>;
  readonly emptyText: string;
}): ReactNode {
  const { data, error, refetch } = useRoute(listDocuments, { ...input, limit: shownCount });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={shownCount} height={48} hasPicture />;
  if (data.items.length === 0) return <p className={classes.empty}>{emptyText}</p>;
  return (
    <PlainList>
      {data.items.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </PlainList>
  );
}
