import { AppError } from "@veche/kernel";
import type { ParsedInput } from "@veche/kernel";
import { requirePermission } from "@veche/office-domain/access";
import type { DocumentRow } from "@veche/office-domain/documents";
import { listMissingFields, toDepartmentCode } from "@veche/office-domain/registration";
import type * as api from "@veche/office-domain/registration";
import type { Entry, EntryId, Registration } from "@veche/office-domain/registration";
import type { PersonContext, PersonStepContext } from "../context.ts";
import { listVisibleRows, lockForChange, requireDocument, saveRegistration, saveVoidedRegistration } from "../documents/index.ts";
import type { StoredDocument } from "../documents/index.ts";
import * as journal from "./journal-store.ts";
import { namesDepartment, requireRegister, takeNumber } from "./numbers.ts";
import * as store from "./store.ts";

type Registering = ParsedInput<typeof api.registerDocument>;

/** The number is taken in one transaction with everything that it changes; the discussion is called by it before this answers. */
export async function registerDocument(ctx: PersonStepContext, input: Registering): Promise<Registration> {
  const { registration, isNew } = await ctx.transact(async (tx) => {
    const document = await lockForChange(tx, input.documentId, "see");
    requirePermission(tx.actor, "documents.register");
    const known = await journal.findRegistration(tx.db, document.id);
    if (known) return { registration: repeatRegistration(known, input), isNew: false };
    return { registration: await registerAnew(tx, document, input), isNew: true };
  });
  if (isNew) await ctx.parts.discussions.followDocument(input.documentId);
  return registration;
}

function repeatRegistration(known: Registration, { registerId, entryId }: Registering): Registration {
  if (known.registerId === registerId && (entryId === undefined || entryId === known.entryId)) return known;
  throw new AppError("conflict", { reason: "registeredElsewhere", number: known.number, registerName: known.registerName });
}

async function registerAnew(ctx: PersonContext, document: StoredDocument, { registerId, entryId }: Registering): Promise<Registration> {
  await store.lockRegister(ctx.db, registerId, false);
  const register = await requireRegister(ctx, registerId);
  if (document.state === "cancelled") throw new AppError("conflict", { reason: "cancelled" });
  if (!register.kinds.includes(document.kind)) throw new AppError("conflict", { reason: "wrongKind" });
  const departmentName = await store.findDepartmentName(ctx.db, { documentId: document.id });
  const needsDepartment = namesDepartment(register) && toDepartmentCode(departmentName) === "";
  const fields = [...listMissingFields(document), ...(needsDepartment ? (["department"] as const) : [])];
  if (fields.length > 0) throw new AppError("conflict", { reason: "incomplete", fields });
  const wish = { kind: document.kind, state: "registered", documentId: document.id, reason: "", departmentName } as const;
  const entry = entryId === undefined ? await takeNumber(ctx, register, wish) : await reuseReserved(ctx, document, { registerId, entryId });
  await saveRegistration(ctx, document.id, entry);
  const registration = await journal.findRegistration(ctx.db, document.id);
  if (!registration) throw new AppError("internal");
  return registration;
}

async function reuseReserved(
  ctx: PersonContext,
  document: StoredDocument,
  { registerId, entryId }: { readonly registerId: Registering["registerId"]; readonly entryId: EntryId },
): Promise<journal.StoredEntry> {
  await journal.lockEntry(ctx.db, entryId);
  const entry = await journal.findEntry(ctx.db, entryId);
  if (entry?.registerId !== registerId || entry.state !== "reserved") throw new AppError("conflict", { reason: "notReserved" });
  if (entry.kind !== document.kind) throw new AppError("conflict", { reason: "wrongKind" });
  await journal.updateEntry(ctx.db, entryId, { state: "registered", documentId: document.id });
  await journal.insertStep(ctx.db, entryId, { state: "registered", at: ctx.now, personId: ctx.actor.personId, reason: "" });
  return entry;
}

export async function reserveNumber(ctx: PersonContext, input: ParsedInput<typeof api.reserveNumber>): Promise<Entry> {
  requirePermission(ctx.actor, "documents.register");
  // one after another, so that the same call twice at once finds what the first has made
  await store.lockRegister(ctx.db, input.registerId, true);
  const register = await requireRegister(ctx, input.registerId);
  const known = await journal.findEntry(ctx.db, input.id);
  if (known) {
    if (known.registerId !== register.id) throw new AppError("conflict", { reason: "idTaken" });
    return loadEntry(ctx, known);
  }
  if (!register.kinds.includes(input.kind)) throw new AppError("conflict", { reason: "wrongKind" });
  const departmentName = await store.findDepartmentName(ctx.db, { personId: ctx.actor.personId });
  if (namesDepartment(register) && toDepartmentCode(departmentName) === "")
    throw new AppError("conflict", { reason: "incomplete", fields: ["department"] });
  const { id, kind, reason } = input;
  await takeNumber(ctx, register, { id, kind, reason, state: "reserved", documentId: null, departmentName });
  return requireEntry(ctx, id);
}

/** A document is locked before its number, as everybody does who needs both. */
export async function voidNumber(ctx: PersonStepContext, { entryId, reason }: ParsedInput<typeof api.voidNumber>): Promise<Entry> {
  const { entry, documentId } = await ctx.transact(async (tx) => {
    requirePermission(tx.actor, "documents.register");
    const before = await journal.findEntry(tx.db, entryId);
    if (!before) throw new AppError("not_found");
    if (before.documentId !== null && before.state === "registered") await lockForChange(tx, before.documentId, "see");
    await journal.lockEntry(tx.db, entryId);
    const locked = await journal.findEntry(tx.db, entryId);
    if (locked?.state !== before.state) throw new AppError("conflict", { reason: "entry" });
    if (locked.state === "voided") return { entry: await loadEntry(tx, locked), documentId: null };
    await journal.updateEntry(tx.db, entryId, { state: "voided", documentId: locked.documentId });
    await journal.insertStep(tx.db, entryId, { state: "voided", at: tx.now, personId: tx.actor.personId, reason });
    if (locked.documentId !== null) await saveVoidedRegistration(tx, locked.documentId, locked.number);
    return { entry: await requireEntry(tx, entryId), documentId: locked.documentId };
  });
  if (documentId !== null) await ctx.parts.discussions.followDocument(documentId);
  return entry;
}

async function requireEntry(ctx: PersonContext, id: EntryId): Promise<Entry> {
  const entry = await journal.findEntry(ctx.db, id);
  if (!entry) throw new AppError("not_found");
  return loadEntry(ctx, entry);
}

async function loadEntry(ctx: PersonContext, entry: journal.StoredEntry): Promise<Entry> {
  return (await loadEntries(ctx, [entry]))[0]!;
}

/** Of the documents only those that the actor sees. */
export async function loadEntries(ctx: PersonContext, entries: readonly journal.StoredEntry[]): Promise<Entry[]> {
  const ids = entries.flatMap(({ documentId }) => documentId ?? []);
  const rows = ids.length === 0 ? [] : await listVisibleRows(ctx.db, ids, ctx.actor.personId);
  const byId = new Map<string, DocumentRow>(rows.map(({ version: _, ...row }) => [row.id, row]));
  return entries.map(({ documentId, sequence: _, year: __, ...entry }) => ({
    ...entry,
    document: byId.get(documentId ?? "") ?? null,
  }));
}

export async function getRegistration(
  ctx: PersonContext,
  { documentId }: ParsedInput<typeof api.getRegistration>,
): Promise<{ registration: Registration | null }> {
  await requireDocument(ctx, documentId, "see");
  return { registration: (await journal.findRegistration(ctx.db, documentId)) ?? null };
}
