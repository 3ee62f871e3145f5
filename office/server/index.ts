export { officeMigrations } from "./migrations.ts";
export { openOfficeServer } from "./server.ts";
export type { OfficeOptions, OfficeServer } from "./server.ts";
