import { newId } from "@veche/kernel";
import { areas } from "@veche/office-domain/absences";
import type { Absence, Substitute } from "@veche/office-domain/absences";
import { expect, test } from "vitest";
import { toDraft, toInput } from "./draft.ts";

const [anna, boris] = [newId<"Person">(), newId<"Person">()];
const build = (substitutes: Substitute[]): Absence => ({
  id: newId<"Absence">(),
  personId: newId<"Person">(),
  reason: "trip",
  startsOn: "2026-12-01",
  endsOn: "2026-12-03",
  isNow: false,
  substitutes,
});

test.each([
  ["nobody", [], false],
  ["one for everything", areas.map((area) => ({ area, personId: anna })), false],
  ["one for some areas", [{ area: "mail", personId: anna } as const], true],
  [
    "several",
    [
      { area: "documents", personId: anna },
      { area: "tasks", personId: boris },
    ] as const,
    true,
  ],
])("%s: the form gives back what it was given", (_, substitutes, isByArea) => {
  const absence = build([...substitutes]);
  const draft = toDraft(absence);
  expect(draft.isByArea).toBe(isByArea);
  const { reason, startsOn, endsOn } = absence;
  expect(toInput(draft)).toEqual({ reason, startsOn, endsOn, substitutes });
});
