export { expectConverges } from "./converge.ts";
export { createTestDatabase } from "./database.ts";
export type { TestDatabase, TestDatabaseOptions } from "./database.ts";
export { MemoryMailer } from "./mailer.ts";
export { fillPathWithIds, forEachRouteWithIds } from "./routes.ts";
export type { RouteWithIds } from "./routes.ts";
export { silentLog } from "./log.ts";
export { TestClock } from "../clock/index.ts";
