import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { canDo } from "@veche/office-domain/access";
import { maxAbsenceCount, refuseOddAbsence } from "@veche/office-domain/absences";
import type * as api from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";
import type { PersonContext } from "../context.ts";
import { listActiveIds, lockPerson, requirePerson } from "../directory/index.ts";
import * as store from "./store.ts";

type AbsenceList = RouteOutput<typeof api.listAbsences>;

/** Oneself, a head of one's department or of one above it, and who manages users. */
async function mayEdit(ctx: PersonContext, personId: PersonId): Promise<boolean> {
  const { actor } = ctx;
  return actor.personId === personId || canDo(actor, "users.manage") || store.isHeadOf(ctx.db, actor.personId, personId);
}

/** Locks the person, so that two absences do not overlap. @throws AppError not_found, forbidden */
async function requireEditable(ctx: PersonContext, personId: PersonId): Promise<void> {
  await requirePerson(ctx.db, personId);
  if (!(await mayEdit(ctx, personId))) throw new AppError("forbidden", { permission: "users.manage" });
  await lockPerson(ctx.db, personId);
}

/** @throws AppError not_found */
async function requireOwner(ctx: PersonContext, id: api.AbsenceId): Promise<PersonId> {
  const personId = await store.findOwner(ctx.db, id);
  if (personId === undefined) throw new AppError("not_found");
  return personId;
}

export async function listAbsences(ctx: PersonContext, { personId }: ParsedInput<typeof api.listAbsences>): Promise<AbsenceList> {
  await requirePerson(ctx.db, personId);
  return { items: await store.listAbsences(ctx.db, personId, ctx.now), can: { edit: await mayEdit(ctx, personId) } };
}

export async function createAbsence(
  ctx: PersonContext,
  { personId, id, ...input }: ParsedInput<typeof api.createAbsence>,
): Promise<AbsenceList> {
  await requireEditable(ctx, personId);
  return saveAbsence(ctx, personId, id, input);
}

export async function updateAbsence(
  ctx: PersonContext,
  { absenceId, ...input }: ParsedInput<typeof api.updateAbsence>,
): Promise<AbsenceList> {
  const personId = await requireOwner(ctx, absenceId);
  await requireEditable(ctx, personId);
  return saveAbsence(ctx, personId, absenceId, input);
}

async function saveAbsence(ctx: PersonContext, personId: PersonId, id: api.AbsenceId, input: api.AbsenceInput): Promise<AbsenceList> {
  refuseOddAbsence(personId, input);
  const substituteIds = [...new Set(input.substitutes.map((substitute) => substitute.personId))];
  if ((await listActiveIds(ctx.db, substituteIds)).length < substituteIds.length)
    throw new AppError("invalid", { field: "substitutes", reason: "unknown" });
  const isOver = (await store.listAbsences(ctx.db, personId, ctx.now)).filter((one) => one.id !== id).length >= maxAbsenceCount;
  if (isOver) throw new AppError("too_large", { limit: maxAbsenceCount, unit: "absences" });
  if (await store.hasOverlap(ctx.db, personId, id, input)) throw new AppError("conflict", { reason: "overlap" });
  const isSaved = await store.upsertAbsence(ctx.db, { ...input, id, personId, authorId: ctx.actor.personId, now: ctx.now });
  if (!isSaved) throw new AppError("invalid", { field: "id", reason: "taken" });
  await store.replaceSubstitutes(ctx.db, id, input.substitutes);
  ctx.emit({ type: "absences.changed", personId }, "everybody");
  return listAbsences(ctx, { personId });
}

export async function deleteAbsence(ctx: PersonContext, { absenceId }: ParsedInput<typeof api.deleteAbsence>): Promise<AbsenceList> {
  const personId = await requireOwner(ctx, absenceId);
  await requireEditable(ctx, personId);
  await store.deleteAbsence(ctx.db, absenceId);
  ctx.emit({ type: "absences.changed", personId }, "everybody");
  return listAbsences(ctx, { personId });
}
