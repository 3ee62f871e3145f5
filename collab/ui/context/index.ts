export { useCollab, useHost, useIsOfflineSaid, useMyId, useReadable } from "./context.ts";
export type { CollabHost, RecordCard } from "./context.ts";
export { useNames, useOnlineCount, usePresence, useTitle, useUser } from "./people.ts";
export { CollabProvider } from "./provider.tsx";
