import { openDatabase } from "../database/index.ts";
import { openJobs } from "../jobs/index.ts";
import { silentLog } from "./log.ts";

/** `node job-process.ts <database> <schema>`: takes one job `endless`, prints a line when it has begun and never ends it. */
const [connection = "", schema = ""] = process.argv.slice(2);
const { pool } = openDatabase({ connection, schema: "test", log: silentLog });
const endless = (): Promise<void> => {
  process.stdout.write("begun\n");
  return new Promise(() => undefined);
};
const jobs = await openJobs({ pool, schema, handlers: { endless }, concurrency: 1, log: silentLog });
await jobs.start();
