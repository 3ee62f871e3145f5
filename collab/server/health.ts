import type { Database } from "@veche/server/database";
import type { HealthRegistry } from "@veche/server/health";
import type { Notifications } from "./notifications/index.ts";

/** from accepting a message to handing its notification over, of 95 in 100 */
const latePushMs = 10_000;

interface Measured {
  readonly notifications: Notifications;
  countFailedJobs(): Promise<number>;
}

/** What the health page says of the collaboration server. */
export function registerHealth(health: HealthRegistry, database: Database, house: Measured): void {
  health.register("collab jobs", async () => {
    const failedCount = await house.countFailedJobs();
    return { state: failedCount === 0 ? "healthy" : "warning", facts: { failedCount } };
  });
  health.register("collab notifications", async () => {
    const { p95Ms, ...counts } = await house.notifications.measure();
    const isLate = p95Ms !== null && p95Ms > latePushMs;
    return { state: isLate ? "warning" : "healthy", facts: { ...counts, ...(p95Ms !== null && { p95Ms }) } };
  });
  health.register("collab database", async () => {
    await database.pool.query("select 1");
    return { state: "healthy" };
  });
}
