import { dateSchema, idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { personId } from "../directory/index.ts";
import { DocumentKind, DocumentRow } from "../documents/index.ts";
import { isTimeZone } from "./rules.ts";

export type RegisterId = Id<"Register">;
export const registerId = idSchema<"Register">();
/** One number of a register, whatever became of it. */
export type EntryId = Id<"RegisterEntry">;
export const entryId = idSchema<"RegisterEntry">();

const registerFields = {
  name: lineSchema(100),
  /** what is registered here */
  kinds: z.array(DocumentKind).min(1).max(20),
  /** what `{prefix}` stands for */
  prefix: z
    .string()
    .trim()
    .max(10)
    .regex(/^[^{}\p{Cc}]*$/u),
  /** `{prefix}-{n:5}/{yy}` @see findTemplateFault */
  template: lineSchema(40),
  restart: z.enum(["yearly", "never"]),
  /** where its day and its year begin; IANA name */
  timeZone: z.string().max(60).refine(isTimeZone),
};

/** A journal of registration: which kinds it serves and how it counts. */
export const Register = z.object({
  ...registerFields,
  id: registerId,
  /** what the next document would get; the department of its responsible person, where it counts, is «…» */
  nextNumber: z.string(),
  /** what its `{n}` counts, from 1 */
  nextSequence: z.number().int(),
  /** how many numbers were given; once there is one, `restart` stays */
  entryCount: z.number().int(),
});
export type Register = z.output<typeof Register>;

/** So many registers may there be. */
export const maxRegisterCount = 200;

export const RegisterInput = z.object(registerFields);
export type RegisterInput = z.output<typeof RegisterInput>;
/** Only what changes: what is left out keeps its value. */
export const RegisterChange = RegisterInput.partial();
export type RegisterChange = z.output<typeof RegisterChange>;

export const entryStates = ["registered", "reserved", "voided"] as const;
export const EntryState = z.enum(entryStates);
export type EntryState = z.output<typeof EntryState>;

/** What was done with a number, by whom, when and why. */
export const EntryStep = z.object({ state: EntryState, at: instantSchema, personId, reason: z.string() });
export type EntryStep = z.output<typeof EntryStep>;

/** A number of a register with everything that was done with it. */
export const Entry = z.object({
  id: entryId,
  registerId,
  number: z.string(),
  /** day in the register's time zone on which the number was taken */
  registeredOn: dateSchema,
  kind: DocumentKind,
  state: EntryState,
  /** null: none, or none that I may see */
  document: DocumentRow.nullable(),
  /** oldest first, never empty */
  steps: z.array(EntryStep),
});
export type Entry = z.output<typeof Entry>;

/** The registration card of a document. */
export const Registration = z.object({
  entryId,
  registerId,
  registerName: z.string(),
  number: z.string(),
  registeredOn: dateSchema,
  registeredAt: instantSchema,
  personId,
});
export type Registration = z.output<typeof Registration>;
