export { Backlog } from "./backlog.ts";
export type { BacklogOptions } from "./backlog.ts";
export { openJobs } from "./jobs.ts";
export type { CronJob, FailedJob, Job, JobHandler, JobPayload, Jobs, JobsOptions } from "./jobs.ts";
