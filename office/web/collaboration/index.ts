import { lazy } from "react";

export { applyConnectionChange } from "./apply.ts";
export { Bell } from "./bell.tsx";
export { CollaborationProvider, forgetUnsent, useCollab, useIsCutOff, useUnreadCount } from "./collab.tsx";
export { useConnection, useIsConnected } from "./connection.ts";
export { usePresence } from "./presence.ts";
export { useReadable } from "./readable.ts";
export { useCallTo } from "./call.ts";
export { useWriteTo } from "./write.ts";

export const DiscussionsPage = lazy(async () => ({ default: (await import("./discussions-page.tsx")).DiscussionsPage }));
export const CallLayer = lazy(async () => ({ default: (await import("./calls.tsx")).CallLayer }));
export const CallPill = lazy(async () => ({ default: (await import("./calls.tsx")).CallPill }));
export const CallStage = lazy(async () => ({ default: (await import("./calls.tsx")).CallStage }));
export const Notifier = lazy(async () => ({ default: (await import("./notifier.tsx")).Notifier }));
export const NotificationSettings = lazy(async () => ({ default: (await import("./notification-settings.tsx")).NotificationSettings }));
export const RecordDiscussion = lazy(async () => ({ default: (await import("./record-discussion.tsx")).RecordDiscussion }));
export const ServicesPage = lazy(async () => ({ default: (await import("./services-page.tsx")).ServicesPage }));
export const CollaborationSystemPage = lazy(async () => ({ default: (await import("./system-page.tsx")).CollaborationSystemPage }));
