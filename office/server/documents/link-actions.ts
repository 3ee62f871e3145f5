import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { maxLinkCount, parseRelation, toRelation } from "@veche/office-domain/documents";
import type * as api from "@veche/office-domain/documents";
import type { DocumentId } from "@veche/office-domain/documents";
import type { PersonContext } from "../context.ts";
import * as links from "./link-store.ts";
import { announceAround, lockForChange, requireDocument } from "./loading.ts";
import * as store from "./store.ts";

type Links = RouteOutput<typeof api.listLinks>;

export async function listLinks(ctx: PersonContext, { documentId }: ParsedInput<typeof api.listLinks>): Promise<Links> {
  await requireDocument(ctx, documentId, "see");
  const rows = await links.listLinks(ctx.db, documentId, ctx.actor.personId);
  return { items: rows.map(({ linkId, type, isFrom, ...document }) => ({ id: linkId, relation: toRelation(type, isFrom), document })) };
}

export async function addLink(ctx: PersonContext, { documentId, id, relation, otherId }: ParsedInput<typeof api.addLink>): Promise<Links> {
  if (documentId === otherId) throw new AppError("invalid", { field: "otherId" });
  await lockBoth(ctx, documentId, otherId);
  const { type, isFrom } = parseRelation(relation);
  const [fromId, toId] = isFrom ? [documentId, otherId] : [otherId, documentId];
  const link = { id, type, fromId, toId };
  const known = await links.findLink(ctx.db, id);
  if (known?.fromId === fromId && known.toId === toId && known.type === type) return listLinks(ctx, { documentId });
  const between = await links.listLinksBetween(ctx.db, documentId, otherId);
  const same = between.find((one) => one.type === type);
  if (same) throw new AppError("conflict", { reason: same.fromId === fromId ? "linked" : "opposite" });
  for (const end of [documentId, otherId])
    if ((await links.countLinks(ctx.db, end)) >= maxLinkCount) throw new AppError("too_large", { limit: maxLinkCount, unit: "links" });
  await announceBoth(ctx, link, async () => {
    if (!(await links.insertLink(ctx.db, link, ctx.now))) throw new AppError("conflict", { reason: "linked" });
    await note(ctx, link, "linkAdded");
  });
  return listLinks(ctx, { documentId });
}

export async function removeLink(ctx: PersonContext, { documentId, linkId }: ParsedInput<typeof api.removeLink>): Promise<Links> {
  await requireDocument(ctx, documentId, "edit");
  const link = await links.findLink(ctx.db, linkId);
  if (link === undefined || (link.fromId !== documentId && link.toId !== documentId)) throw new AppError("not_found");
  await lockBoth(ctx, documentId, link.fromId === documentId ? link.toId : link.fromId);
  await announceBoth(ctx, link, async () => {
    if (!(await links.deleteLink(ctx.db, linkId))) throw new AppError("not_found");
    await note(ctx, link, "linkRemoved");
  });
  return listLinks(ctx, { documentId });
}

/** In the order of ids, so that two who link the same pair wait for each other instead of meeting. */
async function lockBoth(ctx: PersonContext, documentId: DocumentId, otherId: DocumentId): Promise<void> {
  for (const id of [documentId, otherId].toSorted()) await store.lockDocument(ctx.db, id);
  await lockForChange(ctx, documentId, "edit");
  await requireDocument(ctx, otherId, "see");
}

async function announceBoth(ctx: PersonContext, { fromId, toId }: links.StoredLink, change: () => Promise<void>): Promise<void> {
  await announceAround(ctx, fromId, () =>
    announceAround(ctx, toId, async () => {
      await change();
      for (const id of [fromId, toId]) await store.updateVersion(ctx.db, id, ctx.now);
    }),
  );
}

/** In the history of both, each entry only for those who see the other document. */
async function note(ctx: PersonContext, link: links.StoredLink, type: "linkAdded" | "linkRemoved"): Promise<void> {
  const entry = { at: ctx.now, personId: ctx.actor.personId, type };
  for (const [id, otherId, isFrom] of [
    [link.fromId, link.toId, true],
    [link.toId, link.fromId, false],
  ] as const) {
    const title = (await store.findDocument(ctx.db, otherId))?.title ?? "";
    await store.insertHistory(ctx.db, id, { ...entry, otherId, subjects: [toRelation(link.type, isFrom), title] });
  }
}
