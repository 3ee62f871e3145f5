import { lazy } from "react";

export const HomePage = lazy(async () => ({ default: (await import("./home-page.tsx")).HomePage }));
