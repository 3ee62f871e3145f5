export { HealthRegistry, mountHealth } from "./health.ts";
export type { HealthCheck, HealthFacts, HealthState } from "./health.ts";
