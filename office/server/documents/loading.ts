import { AppError } from "@veche/kernel";
import { decideAbilities } from "@veche/office-domain/documents";
import type { Document, DocumentId, DocumentRow } from "@veche/office-domain/documents";
import { listViewerIds } from "../access/index.ts";
import type { Actor, Context, Db } from "../context.ts";
import * as store from "./store.ts";

export type Ability = "see" | keyof Document["can"];

/**
 * The only way an action gets a document.
 * @throws AppError not_found when the actor does not see it, forbidden when he sees it and may not do this
 */
export async function requireDocument(
  ctx: { readonly db: Db; readonly actor: Actor },
  id: DocumentId,
  ability: Ability,
): Promise<store.StoredDocument> {
  const document = await store.findVisibleDocument(ctx.db, id, ctx.actor.personId);
  if (!document) throw new AppError("not_found");
  if (ability !== "see" && !decideAbilities(ctx.actor, document)[ability]) throw new AppError("forbidden", { ability });
  return document;
}

/** Like requireDocument; until the transaction ends nobody else changes it. */
export async function lockForChange(
  ctx: { readonly db: Db; readonly actor: Actor },
  id: DocumentId,
  ability: Ability,
): Promise<store.StoredDocument> {
  await store.lockDocument(ctx.db, id);
  return requireDocument(ctx, id, ability);
}

/** The whole card as this person sees it. @throws AppError not_found when he sees it no more */
export async function loadCard(ctx: { readonly db: Db; readonly actor: Actor }, id: DocumentId): Promise<Document> {
  const document = await requireDocument(ctx, id, "see");
  return {
    ...document,
    participants: await store.listParticipants(ctx.db, id),
    files: await store.listFiles(ctx.db, id),
    can: decideAbilities(ctx.actor, document),
  };
}

/** Runs a change of one document and tells exactly those who see it afterwards, and those who do no longer. */
export async function announceAround<Result>(ctx: Context, id: DocumentId, change: () => Promise<Result>): Promise<Result> {
  const before = await listViewerIds(ctx.db, id);
  const result = await change();
  const after = await listViewerIds(ctx.db, id);
  const document = await store.findDocument(ctx.db, id);
  if (document) ctx.emit({ type: "document.changed", document: toRow(document), version: document.version }, { personIds: after });
  const lostIds = before.filter((personId) => !after.includes(personId));
  if (lostIds.length > 0) ctx.emit({ type: "document.closed", documentId: id }, { personIds: lostIds });
  await ctx.raise({ type: "document.changed", documentId: id });
  return result;
}

function toRow({ text: _, version: __, isRegistered: ___, ...row }: store.StoredDocument): DocumentRow {
  return row;
}
