export { checkDatabase } from "./check.ts";
export { currentCursor, touchedNow, touchedSince } from "./cursor.ts";
export { openDatabase, query } from "./database.ts";
export type { Database, DatabaseOptions, Db, Statement } from "./database.ts";
export { Gathering } from "./gathering.ts";
export { listPendingMigrations, migrate, readMigrations } from "./migrate.ts";
export type { Migration } from "./migration.ts";
export { platformMigrations } from "./platform-migrations.ts";
