import { idSchema, instantSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";

export type UserId = Id<"User">;
export type GroupId = Id<"Group">;
export const userId = idSchema<"User">();
export const groupId = idSchema<"Group">();
/** The application's own name of a user or a group: opaque to this server. */
export const externalId = lineSchema(100);
/** The application's own name of a session of a person, when its tokens carry one. @see OpenID Connect Front-Channel Logout 1.0 §3, `sid` */
export const sessionId = z.string().min(1).max(200);

/** A person of an application. Blocked people stay known as authors. */
export const User = z.object({
  id: userId,
  externalId,
  login: z.string(),
  fullName: z.string(),
  position: z.string(),
  department: z.string(),
  email: z.string().nullable(),
  isBlocked: z.boolean(),
});
export type User = z.output<typeof User>;

export const groupKinds = ["department", "role"] as const;
export const Group = z.object({ id: groupId, externalId, name: z.string(), kind: z.enum(groupKinds), memberCount: z.number().int() });
export type Group = z.output<typeof Group>;

export const MirroredUser = z.object({
  externalId,
  login: lineSchema(100),
  fullName: lineSchema(200),
  /** further names to find the person by, not shown: as papers write it, with the patronymic */
  otherNames: z.string().max(400).default(""),
  position: z.string().max(200).default(""),
  department: z.string().max(200).default(""),
  email: z.email().max(254).nullable().default(null),
  language: z.enum(["ru", "en"]).default("ru"),
  timeZone: z.string().max(60).default("Europe/Moscow"),
  isBlocked: z.boolean().default(false),
  /** pairs people of linked applications that have neither login nor name in common */
  matchingKey: z.string().max(200).nullable().default(null),
});
export type MirroredUser = z.output<typeof MirroredUser>;

export const MirroredGroup = z.object({
  externalId,
  name: lineSchema(200),
  kind: z.enum(groupKinds),
  memberExternalIds: z.array(externalId).max(20_000),
});
export type MirroredGroup = z.output<typeof MirroredGroup>;

export const ReconcileResult = z.object({
  createdCount: z.number().int(),
  updatedCount: z.number().int(),
  blockedCount: z.number().int(),
  removedGroupCount: z.number().int(),
  reconciledAt: instantSchema,
});
