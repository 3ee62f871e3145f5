import { dateSchema, idSchema } from "@veche/kernel";
import type { Id } from "@veche/kernel";
import * as z from "zod";
import { personId } from "../directory/index.ts";

export type AbsenceId = Id<"Absence">;
export const absenceId = idSchema<"Absence">();

export const absenceReasons = ["vacation", "sick", "trip"] as const;
export const AbsenceReason = z.enum(absenceReasons);
export type AbsenceReason = z.output<typeof AbsenceReason>;

/** So many present and coming ones may a person have. */
export const maxAbsenceCount = 100;

/** What a substitute does in the place of who is away. */
export const areas = ["documents", "tasks", "mail", "calendar"] as const;
export const Area = z.enum(areas);
export type Area = z.output<typeof Area>;

const Substitute = z.object({ area: Area, personId });
export type Substitute = z.output<typeof Substitute>;

export const AbsenceInput = z.object({
  reason: AbsenceReason,
  startsOn: dateSchema,
  /** the last day away */
  endsOn: dateSchema,
  /** at most one for an area; an area without one has none */
  substitutes: z.array(Substitute).max(areas.length),
});
export type AbsenceInput = z.output<typeof AbsenceInput>;

/** Days on which somebody is away, and who acts for him. */
export const Absence = AbsenceInput.extend({
  id: absenceId,
  personId,
  /** today is one of its days, where the person lives */
  isNow: z.boolean(),
});
export type Absence = z.output<typeof Absence>;
