import { idSchema, lineSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { Permission } from "../access/index.ts";

export type PersonId = Id<"Person">;
export type DepartmentId = Id<"Department">;
export const personId = idSchema<"Person">();
export const departmentId = idSchema<"Department">();

export const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,49}$/);
/** Long enough is enough; an upper bound keeps hashing cheap. @see NIST SP 800-63B §3.1.1 */
export const password = z.string().min(8).max(200);

/** The one user list of the installation. */
export const Person = z.object({
  id: personId,
  login: z.string(),
  fullName: z.string(),
  /** family name and initials or name, as rows show it */
  shortName: z.string(),
  position: z.string(),
  departmentId: departmentId.nullable(),
  managerId: personId.nullable(),
  email: z.string().nullable(),
  innerPhone: z.string(),
  mobilePhone: z.string(),
  city: z.string(),
  timeZone: z.string(),
  /** what one may ask him about */
  responsibilities: z.array(z.string()),
  isBlocked: z.boolean(),
});
export type Person = z.output<typeof Person>;

export const Department = z.object({
  id: departmentId,
  parentId: departmentId.nullable(),
  name: z.string(),
  headId: personId.nullable(),
  /** active people in it and below it */
  personCount: z.number().int(),
});
export type Department = z.output<typeof Department>;

export const languages = ["ru", "en"] as const;
export const themes = ["auto", "light", "dark"] as const;
export const Settings = z.object({
  language: z.enum(languages).nullable(),
  theme: z.enum(themes),
  isTechnician: z.boolean(),
  sendsOnEnter: z.boolean(),
  hasSound: z.boolean(),
});
export type Settings = z.output<typeof Settings>;

/** Who I am, what I may, how I like it. */
export const Me = z.object({
  person: Person,
  permissions: z.array(Permission),
  settings: Settings,
  organisation: z.object({ name: z.string(), isDemo: z.boolean() }),
});
export type Me = z.output<typeof Me>;

const personFields = {
  login,
  fullName: lineSchema(200),
  position: z.string().trim().max(200),
  departmentId: departmentId.nullable(),
  email: z.email().max(254).nullable(),
  innerPhone: z.string().trim().max(50),
  mobilePhone: z.string().trim().max(50),
  city: z.string().trim().max(100),
  responsibilities: z.array(lineSchema(200)).max(50),
  permissions: z.array(Permission),
};
export const PersonInput = z.object({
  ...personFields,
  position: personFields.position.default(""),
  departmentId: personFields.departmentId.default(null),
  email: personFields.email.default(null),
  innerPhone: personFields.innerPhone.default(""),
  mobilePhone: personFields.mobilePhone.default(""),
  city: personFields.city.default(""),
  responsibilities: personFields.responsibilities.default([]),
  permissions: personFields.permissions.default(["documents.create"]),
});
export type PersonInput = z.output<typeof PersonInput>;
/** Only the fields that change: what is left out keeps its value. */
export const PersonChange = z.object(personFields).partial();
export type PersonChange = z.output<typeof PersonChange>;
