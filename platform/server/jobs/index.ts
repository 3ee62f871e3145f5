export { openJobs } from "./jobs.ts";
export type { CronJob, FailedJob, Job, JobHandler, JobPayload, Jobs, JobsOptions } from "./jobs.ts";
