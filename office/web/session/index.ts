import { lazy } from "react";

export { EndedDialog } from "./ended-dialog.tsx";
export { useSessionEnd } from "./ended.ts";
export { LanguageMenu, languageNames } from "./language-menu.tsx";
export { isSessionEnd, useCan, useMe, useSettings } from "./me.ts";
export { usePreferences } from "./preferences.ts";
export { useDeviceName } from "./user-agent.ts";
export { Waves } from "./waves.tsx";

export const LoginPage = lazy(async () => ({ default: (await import("./login-page.tsx")).LoginPage }));
export const SettingsPage = lazy(async () => ({ default: (await import("./settings-page.tsx")).SettingsPage }));
