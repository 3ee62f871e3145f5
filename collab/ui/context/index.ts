export { useCollab, useHost, useMyId, useReadable } from "./context.ts";
export type { CollabHost, RecordCard } from "./context.ts";
export { useNames, usePresence, useTitle, useUser } from "./people.ts";
export { CollabProvider } from "./provider.tsx";
