export { tenantBindings } from "./routes.ts";
export { deleteOldRegistrations, findApplication } from "./store.ts";
export type { ApplicationRow } from "./store.ts";
export { verifyToken } from "./tokens.ts";
export type { VerifiedToken } from "./tokens.ts";
