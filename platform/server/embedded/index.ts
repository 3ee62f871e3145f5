export { findRunningPostgres, startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from "./embedded.ts";
export { findCyrillicFaults } from "./check.ts";
export { startTestPostgres } from "./test-postgres.ts";
export type { EmbeddedLog } from "./server.ts";
