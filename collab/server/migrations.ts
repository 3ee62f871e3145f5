import { readMigrations } from "@veche/server/database";

/** Everything of the schema `collab`. */
export const collabMigrations = { schema: "collab", migrations: readMigrations(new URL("./migrations/", import.meta.url)) } as const;
