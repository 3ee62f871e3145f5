export { collabMigrations } from "./migrations.ts";
export { openCollabServer } from "./server.ts";
export type { CollabServer, CollabServerOptions } from "./server.ts";
