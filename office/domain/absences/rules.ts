import { AppError } from "@veche/kernel";
import type { PersonId } from "../directory/index.ts";
import type { AbsenceInput } from "./types.ts";

const dayMs = 86_400_000;
const longestDays = 400;

/** @throws AppError invalid (`endsOn`, `substitutes`): days the wrong way round or too many, somebody for himself, two for one area */
export function refuseOddAbsence(personId: PersonId, { startsOn, endsOn, substitutes }: AbsenceInput): void {
  const dayCount = (Date.parse(endsOn) - Date.parse(startsOn)) / dayMs + 1;
  if (dayCount < 1) throw new AppError("invalid", { field: "endsOn", reason: "before_start" });
  if (dayCount > longestDays) throw new AppError("invalid", { field: "endsOn", reason: "too_long" });
  if (substitutes.some((substitute) => substitute.personId === personId))
    throw new AppError("invalid", { field: "substitutes", reason: "self" });
  if (new Set(substitutes.map(({ area }) => area)).size < substitutes.length)
    throw new AppError("invalid", { field: "substitutes", reason: "twice" });
}
