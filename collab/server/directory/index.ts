export { listUsers, requireActiveUser } from "./actions.ts";
export { Authenticator } from "./authenticate.ts";
export type { Actor } from "./authenticate.ts";
export { directoryBindings } from "./routes.ts";
export { findUser, listActiveUserIds, listGroupIds, listUsersById, mapExternalIds } from "./store.ts";
