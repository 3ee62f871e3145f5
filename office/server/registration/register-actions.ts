import { AppError } from "@veche/kernel";
import type { ParsedInput, RouteOutput } from "@veche/kernel";
import { canDo, requirePermission } from "@veche/office-domain/access";
import { findTemplateFault, maxRegisterCount } from "@veche/office-domain/registration";
import type * as api from "@veche/office-domain/registration";
import type { Register, RegisterInput } from "@veche/office-domain/registration";
import * as z from "zod";
import type { PersonContext } from "../context.ts";
import { decodeCursor, toPage } from "../cursor.ts";
import { loadEntries } from "./actions.ts";
import * as journal from "./journal-store.ts";
import { requireRegister, toRegister } from "./numbers.ts";
import * as store from "./store.ts";

/** Both who keeps registers and who registers look at them. */
function requireLook(ctx: PersonContext): void {
  if (!canDo(ctx.actor, "registers.manage")) requirePermission(ctx.actor, "documents.register");
}

export async function listRegisters(ctx: PersonContext): Promise<RouteOutput<typeof api.listRegisters>> {
  requireLook(ctx);
  const registers = await store.listRegisters(ctx.db, ctx.now);
  return { items: registers.map((register) => toRegister(register, ctx.now)) };
}

function requireTemplate({ template, restart }: Pick<RegisterInput, "template" | "restart">): void {
  const reason = findTemplateFault(template, restart);
  if (reason !== null) throw new AppError("invalid", { field: "template", reason });
}

export async function createRegister(ctx: PersonContext, input: ParsedInput<typeof api.createRegister>): Promise<Register> {
  requirePermission(ctx.actor, "registers.manage");
  requireTemplate(input);
  const known = await store.listRegisters(ctx.db, ctx.now);
  if (known.length >= maxRegisterCount && !known.some(({ id }) => id === input.id))
    throw new AppError("too_large", { limit: maxRegisterCount, unit: "registers" });
  const isNew = await store.insertRegister(ctx.db, { ...input, kinds: [...new Set(input.kinds)] }, ctx.now);
  const [register] = await store.listRegisters(ctx.db, ctx.now, input.id);
  if (!isNew && register?.name !== input.name) throw new AppError("conflict", { reason: "nameTaken" });
  return toRegister(await requireRegister(ctx, input.id), ctx.now);
}

export async function updateRegister(
  ctx: PersonContext,
  { registerId, ...given }: ParsedInput<typeof api.updateRegister>,
): Promise<Register> {
  requirePermission(ctx.actor, "registers.manage");
  await store.lockRegister(ctx.db, registerId, true);
  const before = await requireRegister(ctx, registerId);
  const after = { ...before, ...(given as Partial<RegisterInput>) };
  requireTemplate(after);
  if (after.restart !== before.restart && before.entryCount > 0) throw new AppError("conflict", { reason: "numbersGiven" });
  if (await store.hasOtherOfName(ctx.db, after.name, registerId)) throw new AppError("conflict", { reason: "nameTaken" });
  await store.updateRegister(ctx.db, { ...after, kinds: [...new Set(after.kinds)] });
  return toRegister(await requireRegister(ctx, registerId), ctx.now);
}

export async function listJournal(
  ctx: PersonContext,
  { registerId, state, cursor, limit }: ParsedInput<typeof api.listJournal>,
): Promise<RouteOutput<typeof api.listJournal>> {
  requireLook(ctx);
  await requireRegister(ctx, registerId);
  const place = decodeCursor(cursor, z.tuple([z.iso.date(), z.int()]));
  const after = place === null ? null : { day: place[0], sequence: place[1] };
  const filter = { registerId, state };
  const rows = await journal.listEntries(ctx.db, filter, { after, limit: limit + 1 });
  const { items, next } = toPage(rows, limit, { toItem: (row) => row, placeOf: (row) => [row.registeredOn, row.sequence] });
  return { items: await loadEntries(ctx, items), next, total: await journal.countEntries(ctx.db, filter) };
}
