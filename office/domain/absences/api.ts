import { event, route } from "@veche/kernel";
import * as z from "zod";
import { personId } from "../directory/index.ts";
import { Absence, absenceId, AbsenceInput } from "./types.ts";

const here = "/api/office";

/** Present and coming ones, by date, and whether I may change them. */
export const AbsenceList = z.object({ items: z.array(Absence), can: z.object({ edit: z.boolean() }) });

export const listAbsences = route({
  name: "absences.list",
  method: "GET",
  path: `${here}/people/:personId/absences`,
  input: z.object({ personId }),
  output: AbsenceList,
  summary: "When somebody is away, now and later, and who acts for him.",
});

export const createAbsence = route({
  name: "absences.create",
  method: "POST",
  path: `${here}/people/:personId/absences`,
  input: AbsenceInput.extend({ personId, id: absenceId }),
  output: AbsenceList,
  errors: ["forbidden", "conflict", "too_large"],
  summary:
    "A person for himself, a head for his people, or who manages users. The same id again is the same absence. `conflict {reason: overlap}`.",
});

export const updateAbsence = route({
  name: "absences.update",
  method: "PUT",
  path: `${here}/absences/:absenceId`,
  input: AbsenceInput.extend({ absenceId }),
  output: AbsenceList,
  errors: ["forbidden", "conflict", "too_large"],
  summary: "Other days, another reason, other substitutes. `conflict {reason: overlap}`.",
});

export const deleteAbsence = route({
  name: "absences.delete",
  method: "DELETE",
  path: `${here}/absences/:absenceId`,
  input: z.object({ absenceId }),
  output: AbsenceList,
  errors: ["forbidden"],
  summary: "He is not away after all.",
});

export const absenceRoutes = [listAbsences, createAbsence, updateAbsence, deleteAbsence];

/** To everybody: absences of this person are to be taken anew. */
export const absencesChanged = event("absences.changed", { personId });
