import { lineSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { documentId, DocumentKind } from "../documents/index.ts";
import { Entry, entryId, EntryState, Register, RegisterChange, registerId, RegisterInput, Registration } from "./types.ts";

const here = "/api/office/registration";
const ofDocument = "/api/office/documents/:documentId/registration";
const reason = lineSchema(500);

export const listRegisters = route({
  name: "registration.listRegisters",
  method: "GET",
  path: `${here}/registers`,
  input: z.object({}),
  output: z.object({ items: z.array(Register) }),
  errors: ["forbidden"],
  summary: "All registers with their next numbers.",
});

export const createRegister = route({
  name: "registration.createRegister",
  method: "POST",
  path: `${here}/registers`,
  input: RegisterInput.extend({ /** made by the client: repeating makes no second one */ id: registerId }),
  output: Register,
  errors: ["forbidden", "conflict", "too_large"],
  summary: "A new register. `invalid {field: template, reason}` when its numbers would collide, `conflict {reason: nameTaken}`.",
});

export const updateRegister = route({
  name: "registration.updateRegister",
  method: "PATCH",
  path: `${here}/registers/:registerId`,
  input: RegisterChange.extend({ registerId }),
  output: Register,
  errors: ["forbidden", "conflict"],
  summary: "Changes a register. `conflict {reason: numbersGiven}`: how it begins anew stays once there is a number.",
});

export const listJournal = route({
  name: "registration.listJournal",
  method: "GET",
  path: `${here}/registers/:registerId/journal`,
  input: z.object({ registerId, state: EntryState.optional(), ...pageInput }),
  output: pageSchema(Entry).extend({ total: z.number().int() }),
  errors: ["forbidden"],
  summary: "Every number of a register, newest first: who, when, why. Documents I may not see are left out of their rows.",
});

export const reserveNumber = route({
  name: "registration.reserveNumber",
  method: "POST",
  path: `${here}/registers/:registerId/journal`,
  input: z.object({ registerId, /** made by the client: repeating takes no second one */ id: entryId, kind: DocumentKind, reason }),
  output: Entry,
  errors: ["forbidden", "conflict"],
  summary: "Takes the next number for a document that will come; it does not expire.",
});

export const voidNumber = route({
  name: "registration.voidNumber",
  method: "POST",
  path: `${here}/journal/:entryId/void`,
  input: z.object({ entryId, reason }),
  output: Entry,
  errors: ["forbidden"],
  summary: "Voids a number for good: nobody gets it again, and a document that had it is not registered any more.",
});

export const registerDocument = route({
  name: "registration.registerDocument",
  method: "POST",
  path: ofDocument,
  input: z.object({ documentId, registerId, /** a reserved number to be used instead of the next */ entryId: entryId.optional() }),
  output: Registration,
  errors: ["forbidden", "conflict"],
  summary:
    "Gives a document its number, once: repeating gives the same. `conflict {reason}`: incomplete {fields}, registeredElsewhere {number}, cancelled, wrongKind, notReserved, numberTaken.",
});

export const getRegistration = route({
  name: "registration.getRegistration",
  method: "GET",
  path: ofDocument,
  input: z.object({ documentId }),
  output: z.object({ registration: Registration.nullable() }),
  summary: "The registration card of a document; null while it has none.",
});

export const registrationRoutes = [
  listRegisters,
  createRegister,
  updateRegister,
  listJournal,
  reserveNumber,
  voidNumber,
  registerDocument,
  getRegistration,
];
