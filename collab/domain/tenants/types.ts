import { emailSchema, idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";

export type SubscriberId = Id<"Subscriber">;
export type ApplicationId = Id<"Application">;
export type RegistrationId = Id<"Registration">;
export const applicationId = idSchema<"Application">();
export const registrationId = idSchema<"Registration">();

/** An organisation, known by a verified e-mail; owns applications. */
export const Subscriber = z.object({ id: idSchema<"Subscriber">(), email: emailSchema });
export type Subscriber = z.output<typeof Subscriber>;

/** A connected business application (in 1C: an infobase). Nothing of one application is visible in another. */
export const Application = z.object({
  id: applicationId,
  subscriber: Subscriber,
  name: z.string(),
  installationId: z.string(),
  /** origin where people open the application; links under it are links to its records */
  url: z.url(),
  registeredAt: instantSchema,
});
export type Application = z.output<typeof Application>;

/** An application's public half of its signing key. @see RFC 8037 §2 */
export const PublicKey = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type PublicKey = z.output<typeof PublicKey>;

/** A registration that waits for the code from the letter. */
export const PendingRegistration = z.object({
  id: registrationId,
  email: emailSchema,
  expiresAt: instantSchema,
  /** from when another letter may be asked for */
  resendAt: instantSchema,
  attemptsLeft: z.number().int(),
});
export type PendingRegistration = z.output<typeof PendingRegistration>;

export const RegistrationRequest = z.object({
  email: emailSchema,
  applicationName: lineSchema(200),
  /** made once per installation; a restored copy has another one */
  installationId: lineSchema(100),
  applicationUrl: z.url().max(500),
  publicKey: PublicKey,
  /** people who may sign in; fewer than two have nobody to talk to */
  activeUserCount: z.number().int().min(0),
  /** of the letter */
  language: z.enum(["ru", "en"]).default("ru"),
});

/**
 * Audiences (`aud`) of the short EdDSA tokens that an application signs with its own key; `iss` is the application's id.
 * Three audiences, so that no user name can pass for the application. A `user` token has the person's external id as `sub`,
 * a `registration` proof has the registration's id as `sub`.
 * @see RFC 7519 §4.1.3, RFC 8037
 */
export const tokenAudience = { application: "veche:application", user: "veche:user", registration: "veche:registration" } as const;
