import { idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";

export type PasskeyId = Id<"Passkey">;
export const passkeyId = idSchema<"Passkey">();

/** A browser in which I am signed in. */
export const SessionSummary = z.object({
  id: z.string(),
  userAgent: z.string(),
  /** network address it was started from; empty for one that is older than this field */
  address: z.string(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  isCurrent: z.boolean(),
});
export type SessionSummary = z.output<typeof SessionSummary>;

/** How its owner calls a passkey. */
export const passkeyName = lineSchema(100);

/** A key with which I sign in without a password. @see https://www.w3.org/TR/webauthn-3/#passkey */
export const Passkey = z.object({
  id: passkeyId,
  name: z.string(),
  /** it lives on several devices of its owner */
  isSynced: z.boolean(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
});
export type Passkey = z.output<typeof Passkey>;

/** How I sign in beside my password. */
export const SignInMeans = z.object({
  /** null: none is asked */
  secondFactor: z.object({ confirmedAt: instantSchema, recoveryCodesLeft: z.number().int() }).nullable(),
  /** oldest first */
  passkeys: z.array(Passkey),
  /** false at an address where browsers offer none: a bare network address, or http beyond the own machine */
  canHavePasskeys: z.boolean(),
});
export type SignInMeans = z.output<typeof SignInMeans>;

/** Binary fields travel as base64url. */
const binary = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const credentialFields = { id: binary, rawId: binary, type: z.literal("public-key") };

/** What a browser answers when a passkey was made. @see https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson */
export const NewCredential = z.object({
  ...credentialFields,
  response: z.object({
    clientDataJSON: binary,
    attestationObject: binary,
    transports: z.array(z.string().max(50)).max(20).default([]),
  }),
});
export type NewCredential = z.output<typeof NewCredential>;

/** What a browser answers when a passkey was used. @see https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
export const UsedCredential = z.object({
  ...credentialFields,
  response: z.object({ clientDataJSON: binary, authenticatorData: binary, signature: binary, userHandle: binary.optional() }),
});
export type UsedCredential = z.output<typeof UsedCredential>;

/** What the browser's own call wants, as the server made it. */
export const CredentialOptions = z.looseObject({ challenge: binary });
