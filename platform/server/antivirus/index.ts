export { openClamd } from "./clamd.ts";
export type { Antivirus, Verdict } from "./clamd.ts";
