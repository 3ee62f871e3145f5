import { lazy } from "react";

export const SetupPage = lazy(async () => ({ default: (await import("./setup-page.tsx")).SetupPage }));
