import { lazy } from "react";

export const RegistersPage = lazy(async () => ({ default: (await import("./registers-page.tsx")).RegistersPage }));
export const JournalPage = lazy(async () => ({ default: (await import("./journal-page.tsx")).JournalPage }));
