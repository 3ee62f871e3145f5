import { AppError, newId } from "@veche/kernel";
import type { DocumentId, DocumentKind } from "@veche/office-domain/documents";
import { formatNumber, hasPlaceholder, kindCodes, parseTemplate, toDepartmentCode, toLocalDate } from "@veche/office-domain/registration";
import type { EntryId, EntryState, Register, RegisterId } from "@veche/office-domain/registration";
import type { Context, PersonContext } from "../context.ts";
import * as journal from "./journal-store.ts";
import * as store from "./store.ts";

/** @throws AppError not_found */
export async function requireRegister(ctx: Context, id: RegisterId): Promise<store.StoredRegister> {
  const [register] = await store.listRegisters(ctx.db, ctx.now, id);
  if (!register) throw new AppError("not_found");
  return register;
}

/** The register as people get it, with what the next document of it would be called. */
export function toRegister({ lastSequence, lastOn, ...register }: store.StoredRegister, now: Date): Register {
  const today = toLocalDate(now, register.timeZone);
  const registeredOn = lastOn !== null && lastOn > today ? lastOn : today;
  const facts = { prefix: register.prefix, sequence: lastSequence + 1, registeredOn };
  const nextNumber = formatNumber(register.template, { ...facts, departmentCode: "…", kindCode: kindCodes[register.kinds[0]!] });
  return { ...register, nextNumber, nextSequence: facts.sequence };
}

/** Which counter a day counts on. */
export function toCounterYear({ restart }: Pick<Register, "restart">, day: string): number {
  return restart === "never" ? 0 : Number(day.slice(0, 4));
}

export interface NumberWish {
  readonly kind: DocumentKind;
  readonly state: EntryState;
  readonly documentId: DocumentId | null;
  readonly reason: string;
  readonly departmentName: string;
  readonly id?: EntryId;
}

/** Takes the next number of a register and writes it into the journal. @throws AppError conflict {reason: numberTaken} */
export async function takeNumber(ctx: PersonContext, register: store.StoredRegister, wish: NumberWish): Promise<journal.NewEntry> {
  const today = toLocalDate(ctx.now, register.timeZone);
  const year = toCounterYear(register, today);
  const { sequence, registeredOn } = await store.takeSequence(ctx.db, register.id, year, today);
  const departmentCode = toDepartmentCode(wish.departmentName);
  const facts = { prefix: register.prefix, sequence, registeredOn, departmentCode, kindCode: kindCodes[wish.kind] };
  const number = formatNumber(register.template, facts);
  const { kind, state, documentId, id = newId<"RegisterEntry">() } = wish;
  const entry = { id, registerId: register.id, year, sequence, number, registeredOn, kind, state, documentId };
  if (!(await journal.insertEntry(ctx.db, entry, ctx.now))) throw new AppError("conflict", { reason: "numberTaken", number });
  await journal.insertStep(ctx.db, id, { state, at: ctx.now, personId: ctx.actor.personId, reason: wish.reason });
  return entry;
}

/** Whether numbers of a register name the department. */
export function namesDepartment({ template }: Pick<Register, "template">): boolean {
  const parts = parseTemplate(template);
  return typeof parts !== "string" && hasPlaceholder(parts, "department");
}
