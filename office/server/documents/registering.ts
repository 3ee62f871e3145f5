import type { DocumentId } from "@veche/office-domain/documents";
import type { PersonContext } from "../context.ts";
import { announceAround } from "./loading.ts";
import * as store from "./store.ts";

/** What a register gives a document. */
interface GivenNumber {
  readonly number: string;
  /** becomes the date of the document */
  readonly registeredOn: string;
}

/** Gives a document its number and date and tells who sees it. The register keeps why. */
export async function saveRegistration(ctx: PersonContext, id: DocumentId, given: GivenNumber): Promise<void> {
  await announceAround(ctx, id, async () => {
    await insertRegistration(ctx, id, { ...given, state: "registered" });
    await store.updateVersion(ctx.db, id, ctx.now);
  });
}

/** The same, told to nobody: for documents that come with their numbers. */
export async function insertRegistration(
  ctx: PersonContext,
  id: DocumentId,
  given: GivenNumber & { readonly state: string },
): Promise<void> {
  const { number, registeredOn, state } = given;
  await store.updateRegistration(ctx.db, id, { number, documentOn: registeredOn, state, registeredAt: ctx.now });
  await store.insertHistory(ctx.db, id, { at: ctx.now, personId: ctx.actor.personId, type: "registered", subjects: [number] });
}

/** Takes a voided number back: the document goes on as work that may be registered anew. */
export async function saveVoidedRegistration(ctx: PersonContext, id: DocumentId, number: string): Promise<void> {
  await announceAround(ctx, id, async () => {
    await store.updateRegistration(ctx.db, id, { number: "", documentOn: null, state: "inWork", registeredAt: null });
    await store.updateVersion(ctx.db, id, ctx.now);
    await store.insertHistory(ctx.db, id, { at: ctx.now, personId: ctx.actor.personId, type: "registrationVoided", subjects: [number] });
  });
}
