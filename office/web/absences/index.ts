import { lazy } from "react";

export { applyAbsenceChange } from "./apply.ts";

export const Absences = lazy(async () => ({ default: (await import("./absences.tsx")).Absences }));
