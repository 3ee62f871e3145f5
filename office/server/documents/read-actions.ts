import { listSearchReadings } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import type * as api from "@veche/office-domain/documents";
import type { Document, DocumentRow } from "@veche/office-domain/documents";
import * as z from "zod";
import { listViewers as findViewers } from "../access/index.ts";
import type { PersonContext } from "../context.ts";
import { decodeCursor, toPage } from "../cursor.ts";
import type { DocumentFilter, ListedDocument } from "./list-store.ts";
import * as lists from "./list-store.ts";
import { loadCard, requireDocument } from "./loading.ts";
import * as store from "./store.ts";

const place = z.tuple([z.string().max(1000), z.uuid()]);

export async function listDocuments(
  ctx: PersonContext,
  input: ParsedInput<typeof api.listDocuments>,
): Promise<RouteOutput<typeof api.listDocuments>> {
  const filter: DocumentFilter = {
    viewerId: ctx.actor.personId,
    readings: toReadings(input.query),
    kind: input.kind,
    state: input.state,
    responsibleId: input.responsibleId,
    departmentId: input.departmentId,
    isMine: input.scope === "mine",
  };
  const rows = await lists.listDocuments(ctx.db, filter, {
    sort: input.sort,
    isDescending: input.direction === "desc",
    after: decodeCursor(input.cursor, place),
    limit: input.limit + 1,
  });
  const page = toPage(rows, input.limit, { toItem: toRow, placeOf: (row) => [row.sortKey, row.id] });
  return { ...page, total: await lists.countDocuments(ctx.db, filter) };
}

function toRow({ sortKey: _, ...row }: ListedDocument): DocumentRow {
  return row;
}

/** Words of letters and digits; a search of signs alone finds nothing. */
function toReadings(query: string | undefined): DocumentFilter["readings"] {
  const readings = listSearchReadings(query ?? "");
  if (readings.length === 0) return null;
  return readings.map((reading) => reading.match(/[\p{L}\p{N}]+/gu) ?? []).filter((words) => words.length > 0);
}

export async function getDocument(ctx: PersonContext, { documentId }: ParsedInput<typeof api.getDocument>): Promise<Document> {
  return loadCard(ctx, documentId);
}

export async function listHistory(
  ctx: PersonContext,
  { documentId, cursor, limit }: ParsedInput<typeof api.listHistory>,
): Promise<RouteOutput<typeof api.listHistory>> {
  await requireDocument(ctx, documentId, "see");
  const after = decodeCursor(cursor, z.tuple([z.int()]))?.[0] ?? null;
  const rows = await store.listHistory(ctx.db, documentId, ctx.actor.personId, { after, limit: limit + 1 });
  return toPage(rows, limit, { toItem: ({ place: _, ...entry }) => entry, placeOf: (row) => [row.place] });
}

/** In the order asked for; what the actor does not see is left out as if it were not there. */
export async function getCards(
  ctx: PersonContext,
  { documentIds }: ParsedInput<typeof api.getCards>,
): Promise<RouteOutput<typeof api.getCards>> {
  const rows = await lists.listVisibleRows(ctx.db, documentIds, ctx.actor.personId);
  const byId = new Map(rows.map(({ version: _, ...row }) => [row.id, row]));
  return { items: [...new Set(documentIds)].flatMap((id) => byId.get(id) ?? []) };
}

export async function listViewers(
  ctx: PersonContext,
  { documentId, cursor, limit }: ParsedInput<typeof api.listViewers>,
): Promise<RouteOutput<typeof api.listViewers>> {
  await requireDocument(ctx, documentId, "see");
  const rows = await findViewers(ctx.db, documentId, { after: decodeCursor(cursor, place), limit: limit + 1 });
  return toPage(rows, limit, { toItem: ({ fullName: _, ...viewer }) => viewer, placeOf: (row) => [row.fullName, row.personId] });
}
