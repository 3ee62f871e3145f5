export { bringRegistration } from "./import.ts";
export type { BroughtNumber } from "./import.ts";
export { registrationBindings } from "./routes.ts";
