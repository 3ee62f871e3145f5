export { openOfficeServer } from "./server.ts";
export type { OfficeOptions, OfficeServer } from "./server.ts";
