import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { CollabHost, RecordCard } from "@veche/collab-ui/context";
import { documentPath, getCards } from "@veche/office-domain/documents";
import type { DocumentId, DocumentRow } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import type { Format, Translate } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useMemo } from "react";
import { documentTexts, stateTone } from "../documents/index.ts";

const documentAddress = /^\/documents\/([0-9a-f-]{36})$/;

function toCard(row: DocumentRow, t: Translate<NonNullable<(typeof documentTexts)["names"]>>, format: Format): RecordCard {
  return {
    url: documentPath(row.id),
    kind: row.kind,
    title: [t(row.kind), row.number].filter(Boolean).join(" "),
    subtitle: [row.title, row.counterparty].filter(Boolean).join(" · "),
    state: { label: t(row.state), tone: stateTone(row.state) },
    facts: [
      ...(row.amountMinor === null ? [] : [format.money(row.amountMinor / 100, "RUB")]),
      ...(row.dueOn === null ? [] : [format.numericDate(row.dueOn)]),
    ],
  };
}

/** What discussions ask of the office: cards of documents, and opening records, people and conversations as tabs. */
export function useCollabHost(): CollabHost {
  const t = useText(documentTexts);
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      async resolveRecords(urls) {
        const ids = urls.flatMap((url) => documentAddress.exec(new URL(url, location.origin).pathname)?.[1] ?? []) as DocumentId[];
        if (ids.length === 0) return [];
        const input = { documentIds: ids };
        const { items } = await client.fetchQuery({ queryKey: routeKey(getCards, input), queryFn: () => callRoute(getCards, input) });
        return items.map((row) => toCard(row, t, format));
      },
      openRecord: (url) => {
        const { pathname, search, hash } = new URL(url, location.origin);
        void navigate({ href: pathname + search + hash });
      },
      openPerson: (externalId) => void navigate({ to: "/people/$personId", params: { personId: externalId } }),
      conversationPath: (conversationId, seq) => `/discussions/${conversationId}${seq === undefined ? "" : `?message=${seq}`}`,
    }),
    [client, format, navigate, t],
  );
}
