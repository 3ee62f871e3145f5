export { openCollabServer } from "./server.ts";
export type { CollabServer, CollabServerOptions } from "./server.ts";
