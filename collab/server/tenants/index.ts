export { tenantBindings } from "./routes.ts";
export { deleteOldRegistrations, findApplication } from "./store.ts";
export type { ApplicationRow } from "./store.ts";
export { openConnectedKeys, verifyToken } from "./tokens.ts";
export type { ConnectedKeys, VerifiedToken } from "./tokens.ts";
