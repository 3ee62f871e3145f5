import { areas } from "@veche/office-domain/absences";
import type { Absence, AbsenceInput, Area } from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";

/** What the form of an absence holds. */
export interface AbsenceDraft {
  readonly reason: AbsenceInput["reason"];
  readonly startsOn: string;
  readonly endsOn: string;
  readonly isByArea: boolean;
  /** of all areas, unless it is by area */
  readonly substituteId: PersonId | null;
  readonly byArea: Readonly<Record<Area, PersonId | null>>;
}

const nobody = { documents: null, tasks: null, mail: null, calendar: null };

/** @returns the form as it is opened: empty, or as the absence stands */
export function toDraft(absence: Absence | null): AbsenceDraft {
  if (absence === null) return { reason: "vacation", startsOn: "", endsOn: "", isByArea: false, substituteId: null, byArea: nobody };
  const { reason, startsOn, endsOn, substitutes } = absence;
  const byArea = { ...nobody, ...Object.fromEntries(substitutes.map(({ area, personId }) => [area, personId])) };
  const ids = new Set<PersonId | null>(areas.map((area) => byArea[area]));
  return { reason, startsOn, endsOn, isByArea: ids.size > 1, substituteId: ids.size === 1 ? byArea.documents : null, byArea };
}

/** @returns what is sent */
export function toInput({ reason, startsOn, endsOn, isByArea, substituteId, byArea }: AbsenceDraft): AbsenceInput {
  const substitutes = areas.flatMap((area) => {
    const personId = isByArea ? byArea[area] : substituteId;
    return personId === null ? [] : [{ area, personId }];
  });
  return { reason, startsOn, endsOn, substitutes };
}
