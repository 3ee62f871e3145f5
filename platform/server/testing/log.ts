import { openLog } from "../log/index.ts";

/** A log that says nothing. */
export const silentLog = openLog({ level: "silent", name: "test" });
