export { listUsers, requireActiveUser } from "./actions.ts";
export { Authenticator } from "./authenticate.ts";
export type { Actor } from "./authenticate.ts";
export { directoryBindings } from "./routes.ts";
export { isSignedIn } from "./sessions.ts";
export type { Holder } from "./sessions.ts";
export { filterGroupIds, findUser, listActiveUserIds, listGroupIds, listGroupIdsOfUsers, listUsersById, mapExternalIds } from "./store.ts";
