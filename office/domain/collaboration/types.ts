import { instantSchema } from "@veche/kernel";
import * as z from "zod";

/** The states of connecting, exactly as stories R1 and R2 tell them; parked: a copy that stays silent. */
export const connectionStates = [
  "administratorRequired",
  "notRegistered",
  "waitingForServer",
  "waitingForCode",
  "registered",
  "parked",
] as const;

export const Connection = z.object({
  state: z.enum(connectionStates),
  /** origin of the collaboration server; null: this installation's own */
  serverUrl: z.url().nullable(),
  email: z.string().nullable(),
  applicationName: z.string(),
  /** while waiting for the code */
  pending: z.object({ expiresAt: instantSchema, resendAt: instantSchema, attemptsLeft: z.number().int() }).nullable(),
  registeredAt: instantSchema.nullable(),
  /** how the mirror of people stands: null before the first time */
  lastSyncedAt: instantSchema.nullable(),
  mirrored: z.object({ userCount: z.number().int(), groupCount: z.number().int() }).nullable(),
  activeUserCount: z.number().int(),
  /** names of people who may connect; shown to those who may not */
  administrators: z.array(z.string()),
  can: z.object({ connect: z.boolean(), disconnect: z.boolean() }),
});
export type Connection = z.output<typeof Connection>;

/** What a browser needs to talk to the collaboration server as me. */
export const BrowserAccess = z.object({
  /** origin; empty: the same as the office's */
  serverUrl: z.string(),
  token: z.string(),
  expiresAt: instantSchema,
});
export type BrowserAccess = z.output<typeof BrowserAccess>;
