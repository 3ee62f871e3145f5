import { newId } from "@veche/kernel";
import type { DocumentId, DocumentKind } from "@veche/office-domain/documents";
import type { PersonContext } from "../context.ts";
import { insertRegistration } from "../documents/index.ts";
import * as journal from "./journal-store.ts";
import { toCounterYear } from "./numbers.ts";
import * as store from "./store.ts";

/** A number that a document brings along from an earlier journal. */
export interface BroughtNumber {
  readonly documentId: DocumentId;
  readonly kind: DocumentKind;
  readonly number: string;
  /** what counts in it, from 1; numbers between those brought along stay unknown */
  readonly sequence: number;
  readonly registeredOn: string;
  readonly state: string;
}

/** Continues an earlier journal: writes a number as it was given, into the first register that serves the kind, which counts on from there. */
export async function bringRegistration(ctx: PersonContext, brought: BroughtNumber): Promise<void> {
  const registers = await store.listRegisters(ctx.db, ctx.now);
  const register = registers.find(({ kinds }) => kinds.includes(brought.kind));
  if (!register) return;
  const { documentId, kind, number, sequence, registeredOn } = brought;
  const year = toCounterYear(register, registeredOn);
  const id = newId<"RegisterEntry">(ctx.now.getTime());
  const entry = { id, registerId: register.id, year, sequence, number, registeredOn, kind, state: "registered", documentId } as const;
  if (!(await journal.insertEntry(ctx.db, entry, ctx.now))) return;
  await journal.insertStep(ctx.db, id, { state: "registered", at: ctx.now, personId: ctx.actor.personId, reason: "" });
  await store.raiseCounter(ctx.db, register.id, year, sequence, registeredOn);
  await insertRegistration(ctx, documentId, brought);
}
