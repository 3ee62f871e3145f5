import { readMigrations } from "@veche/server/database";

/** Everything of the schema `office`. */
export const officeMigrations = { schema: "office", migrations: readMigrations(new URL("./migrations/", import.meta.url)) } as const;
