import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { requirePermission } from "@veche/office-domain/access";
import { areSameParticipants, distinctParticipants, findChangeFault, listChangedFields } from "@veche/office-domain/documents";
import type * as api from "@veche/office-domain/documents";
import type { Document, DocumentId, DocumentState, Participant } from "@veche/office-domain/documents";
import type { PersonId } from "@veche/office-domain/directory";
import type { Context, PersonContext, PersonStepContext } from "../context.ts";
import { listActiveIds } from "../directory/index.ts";
import { listFileNames, requireOwnFiles } from "../files/index.ts";
import { announceAround, loadCard, lockForChange } from "./loading.ts";
import * as store from "./store.ts";

type HistoryType = "created" | "changed" | "participantsChanged" | "fileAdded" | "fileRemoved";

async function note(ctx: PersonContext, id: DocumentId, type: HistoryType, subjects: readonly string[] = []): Promise<void> {
  await store.insertHistory(ctx.db, id, { at: ctx.now, personId: ctx.actor.personId, type, subjects: [...subjects] });
}

export async function createDocument(ctx: PersonContext, input: ParsedInput<typeof api.createDocument>): Promise<Document> {
  requirePermission(ctx.actor, "documents.create");
  const { id, participants, fileIds } = input;
  const authorId = ctx.actor.personId;
  const fault = findChangeFault(false, ["state"], input.state);
  if (fault !== null) throw new AppError("conflict", { ...fault });
  await requireResponsible(ctx, input.responsibleId);
  await requireParticipants(ctx, participants);
  const isNew = await store.insertDocument(ctx.db, { ...input, authorId }, ctx.now);
  if (!isNew) return repeatCreation(ctx, id);
  await requireOwnFiles(ctx, fileIds);
  await announceAround(ctx, id, async () => {
    await store.replaceParticipants(ctx.db, id, distinctParticipants(participants));
    await store.insertFiles(ctx.db, id, fileIds);
    await note(ctx, id, "created");
  });
  return loadCard(ctx, id);
}

/** The same call again gives what the first made; somebody else's document stays unseen. */
async function repeatCreation(ctx: PersonContext, id: DocumentId): Promise<Document> {
  const origin = await store.findOrigin(ctx.db, id);
  if (origin?.authorId !== ctx.actor.personId) throw new AppError("not_found");
  return loadCard(ctx, id);
}

/** The discussion follows a new title or a new responsible person before this answers, when its server can be reached. */
export async function updateDocument(
  ctx: PersonStepContext,
  { documentId, version, ...change }: ParsedInput<typeof api.updateDocument>,
): Promise<Document> {
  const { card, isFollowed } = await ctx.transact(async (tx) => {
    const before = await lockForChange(tx, documentId, "edit");
    if (before.version !== version) throw new AppError("conflict", { reason: "version", version: before.version });
    const names = listChangedFields<store.DocumentFields>(before, change as Partial<store.DocumentFields>);
    if (names.length > 0) await saveChange(tx, before, Object.fromEntries(names.map((name) => [name, change[name]])));
    const isFollowed = names.some((name) => name === "title" || name === "number" || name === "kind" || name === "responsibleId");
    return { card: await loadOrClose(tx, documentId), isFollowed };
  });
  if (isFollowed) await ctx.parts.discussions.followDocument(documentId);
  if (card === null) throw new AppError("not_found");
  return card;
}

async function saveChange(ctx: PersonContext, before: store.StoredDocument, change: Partial<store.DocumentFields>): Promise<void> {
  const fault = findChangeFault(before.isRegistered, Object.keys(change), change.state as DocumentState | undefined);
  if (fault !== null) throw new AppError("conflict", { ...fault });
  if (change.responsibleId !== undefined) await requireResponsible(ctx, change.responsibleId);
  await announceAround(ctx, before.id, async () => {
    await store.updateDocument(ctx.db, before.id, { ...before, ...change });
    await store.updateVersion(ctx.db, before.id, ctx.now);
    await note(ctx, before.id, "changed", Object.keys(change));
  });
}

/** null when the change has closed the document to who made it */
async function loadOrClose(ctx: PersonContext, id: DocumentId): Promise<Document | null> {
  return loadCard(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
}

export async function setParticipants(
  ctx: PersonStepContext,
  { documentId, ...input }: ParsedInput<typeof api.setParticipants>,
): Promise<RouteOutput<typeof api.setParticipants>> {
  const document = await ctx.transact(async (tx) => {
    await lockForChange(tx, documentId, "share");
    const wanted = distinctParticipants(input.participants);
    const before = await store.listParticipants(tx.db, documentId);
    if (!areSameParticipants(before, wanted)) await saveParticipants(tx, documentId, before, wanted);
    return loadCard(tx, documentId);
  });
  return { document, audience: await ctx.parts.discussions.followDocument(documentId) };
}

async function saveParticipants(
  ctx: PersonContext,
  id: DocumentId,
  before: readonly Participant[],
  wanted: readonly Participant[],
): Promise<void> {
  const added = wanted.filter((one) => !before.some((other) => areSameParticipants([one], [other])));
  await requireParticipants(ctx, added);
  await announceAround(ctx, id, async () => {
    await store.replaceParticipants(ctx.db, id, wanted);
    await store.updateVersion(ctx.db, id, ctx.now);
    await note(ctx, id, "participantsChanged");
  });
}

export async function addFiles(ctx: PersonContext, { documentId, fileIds }: ParsedInput<typeof api.addFiles>): Promise<Document> {
  await lockForChange(ctx, documentId, "edit");
  const present = new Set((await store.listFiles(ctx.db, documentId)).map(({ id }) => id));
  const added = fileIds.filter((id) => !present.has(id));
  if (added.length === 0) return loadCard(ctx, documentId);
  await requireOwnFiles(ctx, added);
  await announceAround(ctx, documentId, async () => {
    await store.insertFiles(ctx.db, documentId, added);
    await store.updateVersion(ctx.db, documentId, ctx.now);
    await note(ctx, documentId, "fileAdded", await listFileNames(ctx.db, added));
  });
  return loadCard(ctx, documentId);
}

export async function removeFile(ctx: PersonContext, { documentId, fileId }: ParsedInput<typeof api.removeFile>): Promise<Document> {
  await lockForChange(ctx, documentId, "edit");
  const names = await listFileNames(ctx.db, [fileId]);
  await announceAround(ctx, documentId, async () => {
    if (!(await store.deleteFile(ctx.db, documentId, fileId))) throw new AppError("not_found");
    await store.updateVersion(ctx.db, documentId, ctx.now);
    await note(ctx, documentId, "fileRemoved", names);
  });
  return loadCard(ctx, documentId);
}

export async function deleteDocument(
  ctx: PersonStepContext,
  { documentId }: ParsedInput<typeof api.deleteDocument>,
): Promise<Record<string, never>> {
  await ctx.transact(async (tx) => {
    await lockForChange(tx, documentId, "delete");
    await announceAround(tx, documentId, () => store.updateDeletedAt(tx.db, documentId, tx.now));
  });
  await ctx.parts.discussions.followDocument(documentId);
  return {};
}

/** Only its author knows that a removed document was there. */
export async function restoreDocument(ctx: PersonStepContext, { documentId }: ParsedInput<typeof api.restoreDocument>): Promise<Document> {
  const card = await ctx.transact(async (tx) => {
    await store.lockDocument(tx.db, documentId);
    const origin = await store.findOrigin(tx.db, documentId);
    if (origin?.authorId !== tx.actor.personId) throw new AppError("not_found");
    if (origin.isDeleted) await announceAround(tx, documentId, () => store.updateDeletedAt(tx.db, documentId, null));
    return loadCard(tx, documentId);
  });
  await ctx.parts.discussions.followDocument(documentId);
  return card;
}

async function requireResponsible(ctx: Context, responsibleId: PersonId): Promise<void> {
  if ((await listActiveIds(ctx.db, [responsibleId])).length === 0) throw new AppError("invalid", { field: "responsibleId" });
}

async function requireParticipants(ctx: Context, participants: readonly Participant[]): Promise<void> {
  const wanted = distinctParticipants(participants);
  if ((await store.countKnownParticipants(ctx.db, wanted)) !== wanted.length) throw new AppError("invalid", { field: "participants" });
}
